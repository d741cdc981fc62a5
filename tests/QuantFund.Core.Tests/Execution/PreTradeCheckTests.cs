using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Execution;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Execution.PreTrade;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Risk;
using Xunit;

namespace QuantFund.Core.Tests.Execution;

/// <summary>Equity is 1,000,000 in cash unless positions are given; A trades at 99.99/100.01, B at 199.99/200.01.</summary>
public sealed class PreTradeCheckTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 15, 0, 0, TimeSpan.Zero);
    private static readonly Symbol A = Symbol.Parse("AAPL");
    private static readonly Symbol B = Symbol.Parse("MSFT");
    private static readonly StoredTradingState Active = new(TradingState.Active, "", "", Now);

    [Fact]
    public void PlainOrder_IsAllowed() =>
        PreTradeCheck.Verdict(Buy(100m), Facts(), Context()).Should().Be(new PreTradeVerdict.Allowed());

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(1.5)]
    public void Quantity_MustBeWholeAndAboveZero(double quantity) =>
        Refused(Buy((decimal)quantity), Facts(), Context()).Should().Be("form");

    [Fact]
    public void LimitPrice_BelongsToLimitOrdersAlone()
    {
        Refused(Buy(100m) with { LimitPrice = null }, Facts(), Context()).Should().Be("form");
        Refused(Buy(100m) with { Type = OrderType.Market }, Facts(), Context()).Should().Be("form");
    }

    [Fact]
    public void Halted_RefusesEverything_ReductionsToo()
    {
        var halted = Facts(Active with { State = TradingState.Halted }, held: 100m);

        Refused(Buy(100m), halted, Context()).Should().Be("tradingState");
        Refused(Reduce(100m), halted, Context()).Should().Be("tradingState");
    }

    [Fact]
    public void ReduceOnly_LetsReductionsPass_AndNothingElse()
    {
        var reduceOnly = Facts(Active with { State = TradingState.ReduceOnly }, held: 100m);

        Refused(Buy(1m), reduceOnly, Context()).Should().Be("tradingState");
        PreTradeCheck.Verdict(Reduce(100m), reduceOnly, Context()).Should().Be(new PreTradeVerdict.Allowed());
    }

    [Fact]
    public void Flattening_LetsOnlyItsOwnOrdersPass()
    {
        var flattening = Facts(Active with { State = TradingState.ReduceOnly, FlattenBy = Now }, held: 100m);

        Refused(Reduce(100m), flattening, Context()).Should().Be("tradingState");
        PreTradeCheck
            .Verdict(Reduce(100m) with { Origin = OrderOrigin.Command }, flattening, Context())
            .Should()
            .Be(new PreTradeVerdict.Allowed());
    }

    [Fact]
    public void Reduction_NeverCrossesZero()
    {
        PreTradeCheck.Verdict(Reduce(100m), Facts(held: 100m), Context()).Should().Be(new PreTradeVerdict.Allowed());
        Refused(Reduce(101m), Facts(held: 100m), Context()).Should().Be("reduceOnly");
        Refused(Reduce(100m), Facts(held: -100m), Context()).Should().Be("reduceOnly");
        Refused(Reduce(100m), Facts(), Context()).Should().Be("reduceOnly");
    }

    [Fact]
    public void BeforeReconciliation_NothingIsSent() =>
        Refused(Buy(100m), Facts(), Context() with { Reconciled = false }).Should().Be("reconciling");

    [Fact]
    public void ClosedMarket_RefusesMarketAndLimitOrders()
    {
        var closed = Context() with { Session = null };

        Refused(Buy(100m), Facts(), closed).Should().Be("session");
        Refused(Buy(100m) with { Type = OrderType.Market, LimitPrice = null }, Facts(), closed).Should().Be("session");
    }

    [Fact]
    public void OpenOrderOnTheSameSide_IsADuplicate_OnTheOtherAWashTrade()
    {
        Refused(Buy(100m), Facts(open: [Open(A, Side.Buy, 10m)]), Context()).Should().Be("duplicate");
        Refused(Buy(100m), Facts(open: [Open(A, Side.Sell, 10m)]), Context()).Should().Be("washTrade");
        PreTradeCheck
            .Verdict(Buy(100m), Facts(open: [Open(B, Side.Sell, 10m)]), Context())
            .Should()
            .Be(new PreTradeVerdict.Allowed());
    }

    [Theory]
    [InlineData(103.00, null)]
    [InlineData(103.01, "priceCollar")]
    [InlineData(97.00, null)]
    [InlineData(96.99, "priceCollar")]
    public void Limit_StaysWithinThreePercentOfTheMid(double limit, string? refusal) =>
        RefusedOrNull(Buy(100m) with { LimitPrice = (decimal)limit }, Facts(), Context()).Should().Be(refusal);

    [Theory]
    [InlineData(15, null)]
    [InlineData(15.001, "priceCollar")]
    public void Quote_MustBeFresh(double age, string? refusal) =>
        RefusedOrNull(Buy(100m) with { CreatedAt = Now.AddSeconds(age) }, Facts(), Context()).Should().Be(refusal);

    [Fact]
    public void WithoutAQuote_NothingIsSent_ReductionsNeither()
    {
        var blind = Context() with { Quotes = new Dictionary<Symbol, Quote>() };

        Refused(Buy(100m), Facts(), blind).Should().Be("priceCollar");
        Refused(Reduce(100m), Facts(held: 100m), blind).Should().Be("priceCollar");
    }

    [Fact]
    public void RestrictedName_MayOnlyBeReduced()
    {
        var restricted = Context() with { Restricted = new HashSet<Symbol> { A } };

        Refused(Buy(100m), Facts(), restricted).Should().Be("restricted");
        PreTradeCheck.Verdict(Reduce(100m), Facts(held: 100m), restricted).Should().Be(new PreTradeVerdict.Allowed());
    }

    [Fact]
    public void ShortSale_NeedsABorrow_ThatIsEasyAndKnown()
    {
        var sell = Buy(100m) with { Side = Side.Sell };

        PreTradeCheck.Verdict(sell, Facts(), Context()).Should().Be(new PreTradeVerdict.Allowed());
        Refused(sell, Facts(), Context() with { Borrow = new Borrow(A, true, false, 0) }).Should().Be("borrow");
        Refused(sell, Facts(), Context() with { Borrow = null }).Should().Be("borrow");
        Refused(sell, Facts(), Context() with { Risk = new RiskOptions { EnableShorting = false } })
            .Should()
            .Be("borrow");
        Refused(Buy(100m), Facts(), Context() with { Borrow = new Borrow(A, false, true, 0) }).Should().Be("borrow");
    }

    [Theory]
    // 2% above 15% of 1,000,000 is 153,000: 1,530 shares at a mid of 100.
    [InlineData(1_530, null)]
    [InlineData(1_531, "position")]
    public void Position_AfterTheFill_StaysWithinItsLimit(int quantity, string? refusal) =>
        RefusedOrNull(Buy(quantity), Facts(), Context()).Should().Be(refusal);

    [Fact]
    public void Position_CountsWhatIsHeld()
    {
        // 1,000 held at 100 beside 900,000 of cash: equity 1,000,000, and 530 more make 153,000.
        RefusedOrNull(Buy(530m), Facts(held: 1_000m, cash: 900_000m), Context()).Should().BeNull();
        RefusedOrNull(Buy(531m), Facts(held: 1_000m, cash: 900_000m), Context()).Should().Be("position");
    }

    [Fact]
    public void Gross_CountsOpenOrdersAsFilled()
    {
        // Limit 0.20 + 2% of 1,000,000 = 204,000. An open order of 500 B is 100,000, so 1,040 A (104,000) fit and 1,041 don't.
        var limits = new RiskOptions { MaxGrossFraction = 0.20 };
        var facts = Facts(open: [Open(B, Side.Buy, 500m)]);

        RefusedOrNull(Buy(1_040m), facts, Context() with { Risk = limits }).Should().BeNull();
        RefusedOrNull(Buy(1_041m), facts, Context() with { Risk = limits }).Should().Be("gross");
    }

    [Fact]
    public void Gross_DoesNotCountAnOpenReductionAsDone()
    {
        // 500 B held (100,000 beside 900,000 cash) and being sold: still 100,000 of gross until it is.
        var limits = new RiskOptions { MaxGrossFraction = 0.20 };
        var facts = new PermitFacts(
            Active,
            [Open(B, Side.Sell, 500m)],
            new Dictionary<Symbol, Position> { [B] = new(B, 500m, 200m) },
            900_000m,
            Now
        );

        RefusedOrNull(Buy(1_040m), facts, Context() with { Risk = limits }).Should().BeNull();
        RefusedOrNull(Buy(1_041m), facts, Context() with { Risk = limits }).Should().Be("gross");
    }

    [Fact]
    public void Notional_OfOneOrder_IsCapped()
    {
        // 0.10 of 1,000,000: 1,000 shares at a limit of 100.
        var capped = Context() with
        {
            Execution = new ExecutionOptions { MaxOrderFraction = 0.10 },
        };

        RefusedOrNull(Buy(1_000m), Facts(), capped).Should().BeNull();
        RefusedOrNull(Buy(1_001m), Facts(), capped).Should().Be("notional");
    }

    [Fact]
    public void BuyingPower_IsWhatTheBrokerSaid_LessWhatWasPromisedSince()
    {
        // 50,000 said, an order for 200 B (40,000) sent since: 100 A (10,000) fit and 101 don't.
        var poor = Context() with
        {
            Account = new AccountReading(Now.AddSeconds(-1), 0m, 0m, 50_000m, []),
        };
        var facts = Facts(open: [Open(B, Side.Buy, 200m)]);

        RefusedOrNull(Buy(100m), facts, poor).Should().BeNull();
        RefusedOrNull(Buy(101m), facts, poor).Should().Be("buyingPower");
        RefusedOrNull(Buy(1m), facts, Context() with { Account = null }).Should().Be("buyingPower");
    }

    [Fact]
    public void Intent_OlderThanItsPlansLife_IsRefused_WhateverHeldItUp()
    {
        var bought = Buy(10m) with { PlanEnds = Now.AddMinutes(15) };
        var reduced = Reduce(10m) with { PlanEnds = Now.AddMinutes(15) };
        var fresh = Context().Quotes.ToDictionary(q => q.Key, q => q.Value with { Time = Now.AddMinutes(15) });
        var late = Facts(held: 100m) with { Now = Now.AddMinutes(15) };
        var context = Context() with { Quotes = fresh };

        RefusedOrNull(bought, late with { Now = Now.AddMinutes(15).AddTicks(-1) }, context).Should().BeNull();
        RefusedOrNull(bought, late, context).Should().Be("planLife");
        RefusedOrNull(reduced, late, context).Should().Be("planLife");
        RefusedOrNull(bought with { PlanEnds = null }, late, context).Should().BeNull("no plan is behind it");
    }

    [Fact]
    public void Quote_IsAsOldAsItIsInTheTransaction_NotWhenTheIntentWasMade()
    {
        var waited = Facts() with { Now = Now.AddSeconds(15) };

        RefusedOrNull(Buy(10m), waited, Context()).Should().BeNull();
        RefusedOrNull(Buy(10m), waited with { Now = Now.AddSeconds(15.001) }, Context()).Should().Be("priceCollar");
    }

    private static string Refused(OrderIntent intent, PermitFacts facts, PreTradeContext context) =>
        PreTradeCheck.Verdict(intent, facts, context).Should().BeOfType<PreTradeVerdict.Refused>().Which.Check;

    private static string? RefusedOrNull(OrderIntent intent, PermitFacts facts, PreTradeContext context) =>
        (PreTradeCheck.Verdict(intent, facts, context) as PreTradeVerdict.Refused)?.Check;

    private static OrderIntent Buy(decimal quantity) =>
        new(
            new ClientOrderId("c1"),
            OrderOrigin.Cycle,
            null,
            A,
            Side.Buy,
            OrderType.Limit,
            quantity,
            100m,
            0,
            0,
            Reduces: false,
            0m,
            100m,
            Now
        );

    private static OrderIntent Reduce(decimal quantity) => Buy(quantity) with { Side = Side.Sell, Reduces = true };

    private static StoredOrder Open(Symbol symbol, Side side, decimal quantity) =>
        OrderLife.Permitted(
            Buy(quantity) with
            {
                Id = new ClientOrderId("c-open"),
                Symbol = symbol,
                Side = side,
                LimitPrice = symbol == A ? 100m : 200m,
            },
            Now,
            Now
        );

    private static PermitFacts Facts(
        StoredTradingState? state = null,
        decimal held = 0m,
        decimal cash = 1_000_000m,
        IReadOnlyList<StoredOrder>? open = null
    ) =>
        new(
            state ?? Active,
            open ?? [],
            held == 0m ? [] : new Dictionary<Symbol, Position> { [A] = new(A, held, 100m) },
            cash,
            Now
        );

    private static PreTradeContext Context() =>
        new(
            Now,
            NyseCalendar.Instance.SessionAt(Now),
            Reconciled: true,
            new Dictionary<Symbol, Quote>
            {
                [A] = new(A, 99.99m, 100.01m, 100m, 100m, Now),
                [B] = new(B, 199.99m, 200.01m, 100m, 100m, Now),
            },
            new AccountReading(Now, 1_000_000m, 1_000_000m, 4_000_000m, []),
            new Borrow(A, true, true, 0),
            new HashSet<Symbol>(),
            new RiskOptions(),
            new ExecutionOptions()
        );
}
