using BatchNormGen.Exchanges;
using Xunit;

namespace BatchNormGen.Tests.Exchanges;

public sealed class FrameHeadTests
{
    [Theory]
    [InlineData("Norm", "Norm")]
    [InlineData("TwentyFour.Letters.ANorm", "TwentyFour.Letters.ANorm")]
    [InlineData("Of.TwentyFive.LettersNorm", "…wentyFive.LettersNorm")]
    [InlineData("Ein.Größenmaß", "Ein.Größenmaß")]
    public void A_name_is_whole_or_its_end(string layer, string name) =>
        Assert.Equal($"{name}.Backward", new FrameHead(ExchangeKind.Backward, layer, layerNumber: 1, channels: 2, sizeof(float)).Operation);

    [Fact]
    public void Names_with_the_same_end_do_not_agree()
    {
        FrameHead one = Head("First.Model.WithALongName.Norm"), other = Head("Other.Model.WithALongName.Norm");
        Assert.Equal(one.Operation, other.Operation);
        Assert.False(FrameHead.Agree(in one, in other));
        Assert.True(FrameHead.Agree(in one, Head("First.Model.WithALongName.Norm") with { Count = 7 }));

        static FrameHead Head(string layer) => new(ExchangeKind.ForwardTraining, layer, layerNumber: 1, channels: 2, sizeof(float));
    }
}
