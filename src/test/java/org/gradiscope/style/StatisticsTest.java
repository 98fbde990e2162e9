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
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Evaluation;
import org.gradiscope.engine.Network;
import org.gradiscope.objective.Expression.Activation;
import org.gradiscope.objective.Objective;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.style.StyleOptions.Statistic;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.Micropatterns;
import org.gradiscope.testing.TinyNetworks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatisticsTest {

	private static final Pixels PICTURE = Micropatterns.draw(Pattern.NUCLEI, 64, 3);
	private static final Pixels STYLE = Micropatterns.draw(Pattern.FILAMENTS, 80, 5);

	private static StyleLoss loss(final Statistic statistic) {
		return new StyleLoss(Micropatterns.network(), Style.of(STYLE),
			StyleOptions.of("conv3", "conv1", "conv3").withStatistic(statistic));
	}

	/**
	 * Network N sees in 0..15 the sums 45, 54, 81 and 90 of windows of 3x3, so its two channels are 0, 4,
	 * 31, 40 and 0, 0, 6, 15. Where the Gram matrix is off by 1 in one element, the derivative is
	 * {@code 4 M a_p / (P |S|^2)} at each of P = 4 positions, spread over its window where it is active.
	 */
	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void theGramGradientInClosedForm(final boolean across) {
		final float own = (16 + 961 + 1600) / 4f;
		final float other = (36 + 225) / 4f;
		final float both = (186 + 600) / 4f;
		final Tensor target = across ? Tensor.of(Shape.of(1, 2, 2), own, both - 1, both - 1, other)
			: Tensor.of(Shape.of(1, 2, 2), own - 1, both, both, other);
		final double norm = Distances.norm(List.of(target));
		final float[] expected =
			across ? new float[] { 0, 0, 0, 0, 37, 92, 92, 55, 37, 92, 92, 55, 37, 92, 92, 55 }
				: new float[] { 0, 4, 4, 4, 31, 75, 75, 44, 31, 75, 75, 44, 31, 71, 71, 40 };
		final GramStatistic gram = new GramStatistic(new Activation("conv"));
		try (Network network = Engine.load().open(TinyNetworks.networkN())) {
			final Evaluation evaluation =
				network.evaluate(Images.ramp(), new Objective(gram.distance(List.of(target))));
			assertEquals(across ? 2 : 1, evaluation.value() * norm, 1e-3);
			final float[] gradient = evaluation.gradient().data();
			for (int i = 0; i < gradient.length; i++)
				assertEquals(expected[i], gradient[i] * norm, 1e-2, "pixel " + i);
		}
	}

	@ParameterizedTest
	@EnumSource(Statistic.class)
	void aStyleIsAtNoDistanceFromItself(final Statistic statistic) {
		final Network network = Micropatterns.network();
		assertEquals(0,
			network.evaluate(STYLE, new Objective(loss(statistic).distance(network, STYLE))).value(),
			1e-6);
		assertTrue(
			network.evaluate(PICTURE, new Objective(loss(statistic).distance(network, PICTURE))).value() >
				0.05);
	}

	@ParameterizedTest
	@EnumSource(value = Statistic.class, names = "SLICED_WASSERSTEIN", mode = EnumSource.Mode.EXCLUDE)
	void distancesOfValuesAreThoseInTheGraph(final Statistic statistic) {
		final Network network = Micropatterns.network();
		final StyleLoss loss = loss(statistic);
		final double inGraph =
			network.evaluate(PICTURE, new Objective(loss.distance(network, PICTURE))).value();
		assertEquals(inGraph, loss.distance(loss.values(network, PICTURE)), 1e-5 * inGraph);
	}

	/** By central differences of each value that changes the distance noticeably. */
	@ParameterizedTest
	@EnumSource(value = Statistic.class, names = "SLICED_WASSERSTEIN", mode = EnumSource.Mode.EXCLUDE)
	void slopesAreThoseOfTheDistance(final Statistic statistic) {
		final Network network = Micropatterns.network();
		final LayerStatistic.OfMeans means =
			(LayerStatistic.OfMeans) statistic.at(new Activation("conv3"), 0, 1);
		final StyleLoss loss = new StyleLoss(network, Style.of(STYLE),
			StyleOptions.of("conv3", "conv3").withStatistic(statistic));
		final List<Tensor> target = means.target(loss.values(network, STYLE).get("conv3"));
		final List<Tensor> values = loss.values(network, PICTURE).get("conv3");
		final List<Tensor> slopes = means.slope(values, target);
		int compared = 0;
		for (int k = 0; k < values.size(); k++)
			for (int i = 0; i < values.get(k).size(); i += 1 + values.get(k).size() / 40) {
				final float[] at = values.get(k).data();
				final float value = at[i];
				final float by = 1e-2f * Math.abs(value);
				if (by < 1e-6) continue;
				at[i] = value + by;
				final double above = means.distance(values, target);
				final float high = at[i];
				at[i] = value - by;
				final double difference = (above - means.distance(values, target)) / (high - at[i]);
				at[i] = value;
				assertEquals(difference, slopes.get(k).data()[i], 0.02 * Math.abs(difference) + 1e-6,
					k + ", " + i);
				compared++;
			}
		assertTrue(compared > 20, compared + " compared");
	}

	@Test
	void channelsThatDoNotVaryHaveNoSlope() {
		final MomentStatistic moments = new MomentStatistic(new Activation("conv3"));
		final List<Tensor> values =
			List.of(Tensor.of(Shape.of(1, 2), 2, 3), Tensor.of(Shape.of(1, 2), 4, 10));
		final List<Tensor> target =
			List.of(Tensor.of(Shape.of(1, 2), 2, 1), Tensor.of(Shape.of(1, 2), 2, 0));
		// |t|^2 = 9; by the mean (2 / 9) (m - t - m (d - t) / d), by its square (1 / 9) (d - t) / d.
		assertArrayEquals(new float[] { 0, -2 / 9f }, moments.slope(values, target).get(0).data(),
			1e-6f);
		assertArrayEquals(new float[] { 0, 1 / 9f }, moments.slope(values, target).get(1).data(),
			1e-6f);
		assertEquals((4 + 4 + 1) / 9.0, moments.distance(values, target), 1e-5);
	}

	@Test
	void sortedValuesKeepTheirDistributionAtAnotherLength() {
		final Tensor rows = Tensor.of(Shape.of(1, 2, 4), 9, 7, 2, 0, 4, 4, 4, 0);
		assertArrayEquals(new float[] { 8, 1, 4, 2 },
			SlicedWassersteinStatistic.resampled(rows, 2).data(), 1e-6f);
		assertArrayEquals(
			new float[] { 9, 8.5f, 7.5f, 5.75f, 3.25f, 1.5f, 0.5f, 0, 4, 4, 4, 4, 4, 3, 1, 0 },
			SlicedWassersteinStatistic.resampled(rows, 8).data(), 1e-6f);
		assertEquals(rows, SlicedWassersteinStatistic.resampled(rows, 4));
	}

	@Test
	void directionsAreUnitVectorsNoMoreThanChannels() {
		final Tensor few =
			SlicedWassersteinStatistic.of(new Activation("a"), 5, 1).directions().value();
		assertEquals(Shape.of(5, 5), few.shape());
		final Tensor many =
			SlicedWassersteinStatistic.of(new Activation("a"), 300, 1).directions().value();
		assertEquals(Shape.of(64, 300), many.shape());
		for (int j = 0; j < 64; j++) {
			double square = 0;
			for (int c = 0; c < 300; c++)
				square += many.get(j, c) * many.get(j, c);
			assertEquals(1, square, 1e-5);
		}
	}

	/** Of Gram matrices the weighted mean is the style of several. */
	@Test
	void severalStylesAreTheirWeightedMean() {
		final Network network = Micropatterns.network();
		final StyleOptions options = StyleOptions.of("conv3", "conv2");
		final StyleLoss both = new StyleLoss(network,
			new Style(List.of(new Style.Reference(STYLE, 3), new Style.Reference(PICTURE, 1))), options);
		final Tensor one = both.values(network, STYLE).get("conv2").get(0);
		final Tensor other = both.values(network, PICTURE).get("conv2").get(0);
		final Tensor mean = Distances.scaled(one, 0.75).plus(Distances.scaled(other, 0.25), 1);
		assertEquals(0, both.distance(Map.of("conv2", List.of(mean))), 1e-9);
	}

	@Test
	void aLayerThatIsZeroEverywhereIsRefused() {
		final Exception e = assertThrows(IllegalArgumentException.class,
			() -> Distances.norm(List.of(Tensor.zeros(Shape.of(1, 2, 2)))));
		assertEquals(
			"A layer that responds to the picture is needed, but its activations are all zero; take another.",
			e.getMessage());
	}
}
