namespace QuantFund.Core.Execution;

/// <summary>Whether the fund's book and the broker's have been found to agree since this process started. Until then nothing is sent.</summary>
public sealed class Readiness
{
    private volatile bool reconciled;

    public bool Reconciled => reconciled;

    public void Agree() => reconciled = true;

    public void Doubt() => reconciled = false;
}
