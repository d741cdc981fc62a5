using BenchmarkDotNet.Running;
using QuantFund.Benchmarks.Pipeline;

// "phases" prints the medians of each phase; anything else goes to BenchmarkDotNet.
if (args is ["phases", ..])
    await PhaseTable.PrintAsync(runs: 40);
else
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
