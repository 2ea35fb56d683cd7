import { gpuTitle } from './gpuTitle';

describe('gpuTitle', () => {
  it.each([
    ['nvidia-h100-sxm5-80gb', 'NVIDIA H100 SXM5 80 GB'],
    ['nvidia-a100-pcie-80gb/vgpu', 'NVIDIA A100 PCIe 80 GB, vGPU slice'],
    [
      'nvidia-a100-pcie-80gb/mig-1g.10gb',
      'NVIDIA A100 PCIe 80 GB, MIG 1g.10gb slice',
    ],
    ['our-card', 'our-card'],
    ['our-card/vgpu', 'our-card, vGPU slice'],
  ])('calls %s %s', (model, title) => {
    expect(gpuTitle(model)).toBe(title);
  });
});
