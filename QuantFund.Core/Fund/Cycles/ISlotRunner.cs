namespace QuantFund.Core.Fund.Cycles;

/// <summary>What became of one slot.</summary>
public enum SlotOutcome
{
    /// <summary>The cycle ran to an end of its own: completed, rejected, expired or failed.</summary>
    Ran,

    /// <summary>A row says why no cycle ran: one was still running, the fund was halted, not reconciled or closed.</summary>
    Skipped,

    /// <summary>Another process, or an earlier attempt, had the slot.</summary>
    Taken,

    /// <summary>Market time has not come to the slot: nothing was written.</summary>
    Early,

    /// <summary>This process does not lead: nothing was written, and the slot is the leader's to run.</summary>
    NotLeading,
}

/// <summary>Runs the cycle of one slot; the job that fires the slot calls this and nothing else.</summary>
public interface ISlotRunner
{
    /// <summary>Whether this process leads: only the leader's clock names slots.</summary>
    bool Leads { get; }

    /// <summary>A slot will not be run, and why: its row is written as soon as that is possible.</summary>
    void Missed(DateTimeOffset slot, string reason);

    /// <summary>Claims the slot and runs its cycle to the end. Calling it twice for one slot runs one cycle.</summary>
    Task<SlotOutcome> RunAsync(DateTimeOffset slot, CancellationToken cancellation);
}
