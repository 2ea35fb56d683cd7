import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useAction, useInfraClient } from '../../hooks';

/** Answers what an approver asked; the request goes on waiting for a decision. */
export function AnswerForm(props: { id: string; onDone: () => void }) {
  const { id, onDone } = props;
  const client = useInfraClient();
  const [text, setText] = useState('');
  const { run, running, error } = useAction(async () => {
    try {
      await client.answerOperation(id, text);
    } finally {
      onDone();
    }
  });
  return (
    <form
      noValidate
      onSubmit={event => {
        event.preventDefault();
        run();
      }}
    >
      <Stack spacing={1} sx={{ mt: 2, maxWidth: 640 }}>
        <TextField
          label="Your answer"
          value={text}
          onChange={event => setText(event.target.value)}
          multiline
          minRows={2}
          inputProps={{ maxLength: 1000 }}
        />
        {error && <Alert severity="error">{error.message}</Alert>}
        <div>
          <Button
            type="submit"
            variant="contained"
            disabled={running || !text.trim()}
          >
            Answer
          </Button>
        </div>
      </Stack>
    </form>
  );
}
