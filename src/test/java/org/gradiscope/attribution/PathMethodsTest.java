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
package org.gradiscope.attribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.ClosedFormNetwork;
import org.gradiscope.testing.Images;
import org.gradiscope.transform.GaussianBlur;
import org.junit.jupiter.api.Test;

/** What is integrated along other ways than one straight line, where it can be done by hand. */
class PathMethodsTest {

	private static final double[] WEIGHTS = { 1, -2, 3, 4, 5, -6, 7, 8, 9 };

	/** 3x3, in a range of 10 to 30. */
	private static final Pixels IMAGE = new Pixels(
		Tensor.of(Shape.of(1, 3, 3, 1), 11, 12, 13, 14, 15, 16, 17, 18, 19), new ValueRange(10, 30));

	/** The sum of the squares. */
	private static final ClosedFormNetwork.Formula SQUARES = new ClosedFormNetwork.Formula() {

		@Override
		public double[] logits(final double[] x) {
			double sum = 0;
			for (final double value : x)
				sum += value * value;
			return new double[] { sum };
		}

		@Override
		public double[][] jacobian(final double[] x) {
			final double[] slopes = new double[x.length];
			for (int i = 0; i < x.length; i++)
				slopes[i] = 2 * x[i];
			return new double[][] { slopes };
		}
	};

	private static float[] linear(final AttributionMethod method) {
		return method.attribute(ClosedFormNetwork.linear(WEIGHTS), IMAGE, Objectives.logit(0)).map()
			.data();
	}

	/** What a linear score owes to each pixel on any way from a baseline. */
	private static void assertShares(final Tensor baseline, final float[] map) {
		for (int i = 0; i < 9; i++)
			assertEquals(WEIGHTS[i] * (IMAGE.values().data()[i] - baseline.data()[i]), map[i], 1e-3);
	}

	private static float gap(final Attribution attribution) {
		return (float) attribution.facts().get(IntegratedGradients.GAP);
	}

	@Test
	void ofALinearScoreEveryWayGivesTheSame() {
		assertShares(Baseline.Standard.BLACK.of(IMAGE),
			linear(GuidedIntegratedGradients.of(Baseline.Standard.BLACK, 3)));
		assertShares(Baseline.Standard.WHITE.of(IMAGE),
			linear(new GradientShap(List.of(Baseline.Standard.WHITE), 3, 1)));
		assertShares(GaussianBlur.of(IMAGE.values(), 2), linear(new BlurIntegratedGradients(2, 3)));
	}

	/** As many from one baseline as from the other, so from their mean. */
	@Test
	void baselinesAreDrawnAlike() {
		final float[] map = linear(
			new GradientShap(List.of(Baseline.Standard.BLACK, Baseline.Standard.WHITE), 20_000, 1));
		for (int i = 0; i < 9; i++)
			assertEquals(WEIGHTS[i] * (IMAGE.values().data()[i] - 20), map[i],
				0.15 * Math.abs(WEIGHTS[i]), "a deviation of 10 over the root of 20,000 is 0.07");
	}

	/** Integrated gradients of 3 and 5: the squares themselves. */
	@Test
	void randomPointsEstimateTheIntegral() {
		final Attribution attribution =
			new GradientShap(List.of(Baseline.Standard.BLACK), 20_000, 1).attribute(
				new ClosedFormNetwork(1, SQUARES), Images.row(ValueRange.UNIT, 3, 5), Objectives.logit(0));
		assertEquals(9, attribution.map().data()[0], 0.15);
		assertEquals(25, attribution.map().data()[1], 0.4);
		assertTrue(gap(attribution) < 0.015);
	}

	/** The middle of a step is exact for squares but for the curve of the way in it. */
	@Test
	void theBlurredWayIsComplete() {
		final Attribution attribution = new BlurIntegratedGradients(1.5, 40)
			.attribute(new ClosedFormNetwork(1, SQUARES), IMAGE, Objectives.logit(0));
		assertEquals(0, gap(attribution), 1e-2);
	}

	@Test
	void whatBlurDoesNotChangeHasNoShare() {
		final Pixels flat = IMAGE.with(Baseline.Standard.MEAN.of(IMAGE));
		assertArrayEquals(new float[9],
			new BlurIntegratedGradients(2, 5)
				.attribute(ClosedFormNetwork.linear(WEIGHTS), flat, Objectives.logit(0)).map().data(),
			1e-3f);
	}

	/**
	 * From black, x = 0 and y = 0, to 1 and 1, where the score is x + 3 y: half of the way in a step of a half,
	 * x goes first, as its slope is smaller, and no further than the distance lets it.
	 */
	@Test
	void thoseOfSmallSlopesGoFirst() {
		final GuidedPath path = new GuidedPath(new float[] { 1, 1 }, new float[] { 0, 0 }, 0.5, 0.25);
		path.advance(0.5, new float[] { 1, 3 });
		assertArrayEquals(new float[] { 0.75f, 0.25f }, path.point(), 1e-6f);
		assertEquals(0.75, path.attribution(0), 1e-12);
		assertEquals(0.75, path.attribution(1), 1e-12);
		path.advance(1, new float[] { 1, 3 });
		assertArrayEquals(new float[] { 1, 1 }, path.point(), 1e-6f);
		assertEquals(3, path.attribution(1), 1e-12);
	}

	@Test
	void theChosenWayIsComplete() {
		final Attribution attribution = GuidedIntegratedGradients.of(Baseline.Standard.BLACK, 400)
			.attribute(new ClosedFormNetwork(1, SQUARES), IMAGE, Objectives.logit(0));
		assertEquals(0, gap(attribution), 1e-2);
	}

	@Test
	void anImageThatIsItsBaselineHasNoShare() {
		final Pixels black = IMAGE.with(Baseline.Standard.BLACK.of(IMAGE));
		assertArrayEquals(new float[9], GuidedIntegratedGradients.of(Baseline.Standard.BLACK, 5)
			.attribute(ClosedFormNetwork.linear(WEIGHTS), black, Objectives.logit(0)).map().data());
	}

	@Test
	void impossibleValuesAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> new BlurIntegratedGradients(0, 5));
		assertThrows(IllegalArgumentException.class, () -> new BlurIntegratedGradients(1, 0));
		assertThrows(IllegalArgumentException.class, () -> new GradientShap(List.of(), 5, 1));
		assertEquals(
			"guided-integrated-gradients needs steps of at least 1 and at most 100000, but 0 was given.",
			assertThrows(IllegalArgumentException.class,
				() -> GuidedIntegratedGradients.of(Baseline.Standard.BLACK, 0)).getMessage());
	}
}
