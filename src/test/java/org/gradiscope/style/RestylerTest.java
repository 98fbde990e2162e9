/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.style;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.optimize.Climber;
import org.gradiscope.parameterization.Basis;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.style.StyleOptions.Start;
import org.gradiscope.style.StyleOptions.Statistic;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.Micropatterns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RestylerTest {

	private static final Network NETWORK = Micropatterns.network();
	private static final Pixels BASE = Micropatterns.draw(Pattern.NUCLEI, 64, 3);
	private static final Style STYLE = Style.of(Micropatterns.draw(Pattern.MEMBRANES, 72, 5));
	private static final StyleOptions OPTIONS =
		StyleOptions.of("conv3", StyleLayers.PIXELS, "conv1", "conv3").withSteps(12).withAlpha(10);

	private static double loss(final StyleOptions options, final Pixels picture) {
		return -NETWORK.evaluate(picture, new StyleLoss(NETWORK, STYLE, options).whole(NETWORK, BASE))
			.value();
	}

	/** The losses that are reported, each before its step. */
	private static List<Double> reported(final StyleOptions options) {
		final List<Double> losses = new ArrayList<>();
		final Pixels restyled = Restyler.restyle(NETWORK, BASE, STYLE, options, new Progress() {

			@Override
			public boolean isCanceled() {
				return false;
			}

			@Override
			public void report(final int done, final int total, final String text) {
				losses.add(Double.parseDouble(text.replaceAll(".*loss ", "")));
			}
		});
		losses.add(loss(options, restyled));
		return losses;
	}

	@ParameterizedTest
	@EnumSource(Statistic.class)
	void theLossFallsWithEachStepOfLbfgs(final Statistic statistic) {
		final List<Double> losses = reported(OPTIONS.withStatistic(statistic));
		assertEquals(13, losses.size());
		for (int i = 1; i < losses.size(); i++)
			assertTrue(losses.get(i) <= losses.get(i - 1) * 1.0001, i + " of " + losses);
		assertTrue(losses.get(12) < 0.6 * losses.get(0), losses.toString());
	}

	@ParameterizedTest
	@EnumSource(Statistic.class)
	void theLossEndsLowerWithAdamByPixelsToo(final Statistic statistic) {
		final List<Double> losses = reported(
			OPTIONS.withStatistic(statistic).withClimber(Climber.ADAM).withBasis(new Basis.PixelBasis()));
		assertTrue(losses.get(12) < 0.8 * losses.get(0), losses.toString());
	}

	@Test
	void withoutAStyleTheBaseStays() {
		final Pixels same =
			Restyler.restyle(NETWORK, BASE, STYLE, OPTIONS.withAlpha(0).withBeta(0), Progress.NONE);
		assertArrayEquals(BASE.values().data(), same.values().data(), 1.5f);
	}

	@ParameterizedTest
	@EnumSource(Start.class)
	void thePictureKeepsSizeAndRange(final Start start) {
		final ValueRange range = new ValueRange(-100, 4000);
		final Pixels base = Images.noise(new ValueRange(-100, 4000), 2, 1, 40, 52, BASE.channels());
		final Pixels restyled = Restyler.restyle(NETWORK, new Pixels(base.values(), range), STYLE,
			OPTIONS.withSteps(2).withStart(start), Progress.NONE);
		assertEquals(base.shape(), restyled.shape());
		assertEquals(range, restyled.range());
		for (final float value : restyled.values().data())
			assertTrue(value >= -100 && value <= 4000, "" + value);
	}

	/** What repeats every 32 pixels has the same statistics at any size, but for its borders. */
	@ParameterizedTest
	@EnumSource(Statistic.class)
	void weightsMeanTheSameAtEverySize(final Statistic statistic) {
		final StyleOptions options = OPTIONS.withStatistic(statistic);
		final double[] losses = new double[2];
		for (int i = 0; i < 2; i++) {
			final Pixels base = repeated(Pattern.NUCLEI, 96 * (i + 1));
			final Pixels picture = repeated(Pattern.FILAMENTS, 96 * (i + 1));
			losses[i] = -NETWORK.evaluate(picture,
				new StyleLoss(NETWORK, Style.of(repeated(Pattern.MEMBRANES, 96)), options).whole(NETWORK,
					base))
				.value();
		}
		assertEquals(1, losses[1] / losses[0], 0.05, losses[0] + " and " + losses[1]);
	}

	private static Pixels repeated(final Pattern pattern, final int side) {
		final Pixels cell = Micropatterns.draw(pattern, 32, 4);
		final int channels = cell.channels();
		final Tensor all = Tensor.zeros(Shape.of(1, side, side, channels));
		for (int i = 0; i < all.size(); i++)
			all.data()[i] =
				cell.values().data()[(i / channels / side % 32 * 32 + i / channels % side % 32) * channels +
					i % channels];
		return cell.with(all);
	}

	@Test
	void fromCoarseToFineEachSizeStartsFromTheOneBefore() {
		final StyleOptions options = OPTIONS.withSteps(1).withScales(2).withAlpha(0).withBeta(0);
		final List<String> texts = new ArrayList<>();
		final Pixels restyled = Restyler.restyle(NETWORK, BASE, STYLE, options, new Progress() {

			@Override
			public boolean isCanceled() {
				return false;
			}

			@Override
			public void report(final int done, final int total, final String text) {
				texts.add(text.replaceAll(",.*", ""));
			}
		});
		assertEquals(List.of("32x32", "64x64"), texts);
		assertArrayEquals(BASE.values().data(), restyled.values().data(), 1.5f,
			"what is fine is added to what is coarse");
	}

	/** The change from one side of the borders to the other is that of neighbours inside. */
	@Test
	void aPeriodicTextureHasNoSeamWhereItIsLaidBesideItself() {
		final StyleOptions texture = StyleOptions.of("conv3", "conv1", "conv3").withContent(Map.of())
			.withStart(Start.NOISE).withAlpha(1).withSteps(60);
		final Pixels canvas = BASE.with(Tensor.zeros(BASE.shape()));
		final double periodic = acrossTheBorder(
			Restyler.restyle(NETWORK, canvas, STYLE, texture.withPeriodic(true), Progress.NONE));
		final double other = acrossTheBorder(
			Restyler.restyle(NETWORK, canvas, STYLE, texture.withClimber(Climber.ADAM), Progress.NONE));
		System.err.printf("across the borders over elsewhere: %.3f periodic, %.3f not%n", periodic,
			other);
		assertEquals(1, periodic, 0.1);
		assertTrue(other > 1.25, "so that this means something");
	}

	private static double acrossTheBorder(final Pixels picture) {
		final Tensor values = picture.values();
		final int side = picture.width();
		final double[] sums = new double[2];
		for (int y = 0; y < side; y++)
			for (int x = 0; x < side; x++)
				for (int c = 0; c < picture.channels(); c++) {
					sums[x == 0 ? 0 : 1] +=
						Math.abs(values.get(0, y, x, c) - values.get(0, y, (x + side - 1) % side, c));
					sums[y == 0 ? 0 : 1] +=
						Math.abs(values.get(0, y, x, c) - values.get(0, (y + side - 1) % side, x, c));
				}
		return sums[0] / sums[1] * (side - 1);
	}
}
