using System.Collections.Immutable;
using QuantFund.Core.Domain;

namespace QuantFund.Core.Fund.State;

/// <summary>
/// The last mark of each held name that was believed, dollars a share: stored with the marks, so that a restart knows what a
/// price in doubt, or one that jumped while nobody looked, came from.
/// </summary>
public sealed class ProvenMarks : IEquatable<ProvenMarks>
{
    private readonly ImmutableSortedDictionary<Symbol, decimal> marks;

    public ProvenMarks(IEnumerable<KeyValuePair<Symbol, decimal>> marks) =>
        this.marks = marks.ToImmutableSortedDictionary();

    public static ProvenMarks None { get; } = new([]);

    public IReadOnlyDictionary<Symbol, decimal> Marks => marks;

    public bool Equals(ProvenMarks? other) => other is not null && marks.SequenceEqual(other.marks);

    public override bool Equals(object? obj) => Equals(obj as ProvenMarks);

    public override int GetHashCode() => marks.Count;
}
