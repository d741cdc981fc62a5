using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using QuantFund.Core.Fund.Commands;
using QuantFund.Web.Components.Layout.Acts;
using Xunit;
using TestContext = Xunit.TestContext;

namespace QuantFund.Web.Tests.Components.Layout;

public sealed class DialogTests : ScreenContext
{
    [Fact]
    public async Task Halt_HasTheKeyboardOnTheReason_AndEnterHalts_WithoutOneToo()
    {
        var dialogs = await OpenHaltAsync();
        var field = dialogs.FindComponent<ReasonField>().Find("input");
        JSInterop.VerifyFocusAsyncInvoke().Arguments[0].ShouldBeElementReferenceTo(field);

        await dialogs.Find("form").SubmitAsync();

        dialogs.WaitForElement("[data-testid=halt-report]");
        Assert.Equal(
            new HaltRequest("No reason given", "anna", CancelOrders: true, Flatten: false),
            Assert.Single(Fund.Halts)
        );
    }

    [Fact]
    public async Task Resume_SaysThatDrawdownBeginsAnew()
    {
        var dialogs = await OpenResumeAsync();

        Assert.Contains("Drawdown begins anew", dialogs.Markup, StringComparison.Ordinal);
        Assert.True(dialogs.Find("#confirm-resume").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Halt_SaysHowManyOrdersLeft()
    {
        var dialogs = await OpenHaltAsync();

        dialogs.Find("[data-testid=halt-reason]").Input(" Quotes look odd ");
        dialogs.Find("#confirm-halt").Click();

        dialogs.WaitForElement("[data-testid=halt-report]");
        Assert.Contains("1 order left while it was", dialogs.Markup, StringComparison.Ordinal);
        Assert.Contains("No order is open at the broker", dialogs.Markup, StringComparison.Ordinal);
        Assert.Equal(
            new HaltRequest("Quotes look odd", "anna", CancelOrders: true, Flatten: false),
            Assert.Single(Fund.Halts)
        );
    }

    [Fact]
    public async Task Halt_ThatFails_IsNotTakenForDone()
    {
        Fund.Trouble = new IOException("The database is away.");
        var dialogs = await OpenHaltAsync();
        dialogs.Find("[data-testid=halt-reason]").Input("why");

        dialogs.Find("#confirm-halt").Click();

        dialogs.WaitForAssertion(() =>
            Assert.Contains(
                "could not be confirmed: The database is away.",
                dialogs.Find("[role=alert]").TextContent,
                StringComparison.Ordinal
            )
        );
        Assert.Empty(dialogs.FindAll("[data-testid=halt-report]"));
    }

    [Fact]
    public async Task Resume_GivesTheReason_AndCloses()
    {
        var dialogs = await OpenResumeAsync();
        dialogs.Find("[data-testid=resume-reason]").Input("Checked");

        dialogs.Find("#confirm-resume").Click();

        dialogs.WaitForAssertion(() => Assert.Empty(dialogs.FindAll("#confirm-resume")));
        var stored = await Fund.TakeAsync(TestContext.Current.CancellationToken);
        Assert.Equal(("Checked", "anna"), (stored.Trading.Reason, stored.Trading.By));
    }

    private async Task<IRenderedComponent<MudDialogProvider>> OpenResumeAsync()
    {
        var dialogs = Render<MudDialogProvider>();
        var parameters = new DialogParameters<ResumeDialog> { { d => d.By, "anna" } };
        await dialogs.InvokeAsync(() =>
            Services.GetRequiredService<IDialogService>().ShowAsync<ResumeDialog>("Resume", parameters)
        );
        return dialogs;
    }

    private async Task<IRenderedComponent<MudDialogProvider>> OpenHaltAsync()
    {
        var dialogs = Render<MudDialogProvider>();
        var parameters = new DialogParameters<HaltDialog> { { d => d.By, "anna" } };
        await dialogs.InvokeAsync(() =>
            Services.GetRequiredService<IDialogService>().ShowAsync<HaltDialog>("Halt", parameters)
        );
        return dialogs;
    }
}
