using System.Numerics;
using System.Runtime.InteropServices;

namespace QuantFund.Core.Simulation;

/// <summary>
/// The simulation's own generator: xoshiro256** (Blackman, Vigna 2018), seeded through SplitMix64. Everything it gives is
/// made of integer steps and IEEE + and ·, so that every machine draws the same numbers.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public struct SeededRandom
{
    private const double Unit = 1.0 / (1UL << 53);
    private const double Unit16 = 1.0 / 65536;

    private ulong a;
    private ulong b;
    private ulong c;
    private ulong d;

    public SeededRandom(ulong seed)
    {
        a = Mix(ref seed);
        b = Mix(ref seed);
        c = Mix(ref seed);
        d = Mix(ref seed);
    }

    public ulong Next()
    {
        var result = BitOperations.RotateLeft(b * 5, 7) * 9;
        var shifted = b << 17;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= shifted;
        d = BitOperations.RotateLeft(d, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double Uniform() => (Next() >> 11) * Unit;

    /// <summary>Uniform in 0 … <paramref name="count"/> − 1.</summary>
    public int Below(int count) => (int)(Uniform() * count);

    /// <summary>
    /// Standard normal to a good approximation: the sum of twelve uniforms less six (Irwin–Hall), so that no library
    /// function with machine-dependent rounding is needed. Never beyond ±6; fat tails come from the market model.
    /// </summary>
    public double Normal()
    {
        var sum = 0L;
        for (var i = 0; i < 3; i++)
        {
            var bits = Next();
            sum +=
                (long)(bits & 0xFFFF)
                + (long)((bits >> 16) & 0xFFFF)
                + (long)((bits >> 32) & 0xFFFF)
                + (long)(bits >> 48);
        }
        return ((sum + 6) * Unit16) - 6;
    }

    private static ulong Mix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15UL;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
