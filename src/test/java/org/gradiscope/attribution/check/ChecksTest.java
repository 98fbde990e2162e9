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

package org.gradiscope.attribution.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.gradiscope.attribution.Attribution;
import org.gradiscope.attribution.AttributionMethod;
import org.gradiscope.attribution.Baseline;
import org.gradiscope.attribution.GradientMethod;
import org.gradiscope.attribution.GradientTimesInput;
import org.gradiscope.attribution.GuidedGradCam;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Progress;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.objective.Score;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.ClosedFormNetwork;
import org.junit.jupiter.api.Test;

/** Curves, infidelity and sensitivity-n of a linear network, by hand. */
class ChecksTest {

	private static final double[] WEIGHTS = { 3, -1, 2, 0.5, 4, -2, 1, 5, -3 };
	private static final Objective SCORE = Objectives.logit(0);
	private static final Baseline BLACK = Baseline.Standard.BLACK;

	/** 3x3, in a range of 10 to 30. */
	private static final Pixels IMAGE = new Pixels(
		Tensor.of(Shape.of(1, 3, 3, 1), 11, 12, 13, 14, 15, 16, 17, 18, 19), new ValueRange(10, 30));

	private static ClosedFormNetwork linear() {
		return ClosedFormNetwork.linear(WEIGHTS);
	}

	private static Tensor map(final AttributionMethod method) {
		return method.attribute(linear(), IMAGE, SCORE).map();
	}

	private static Tensor row(final float... values) {
		return Tensor.of(Shape.of(1, 1, values.length, 1), values);
	}

	/** f = x1 + 2 x2 + 3 x3 at (1, 1, 1), the largest share first: 6, 3, 1, 0 over thirds. */
	@Test
	void deletionOfALinearModelByHand() {
		final ClosedFormNetwork network = ClosedFormNetwork.linear(new double[] { 1, 2, 3 });
		final Pixels ones = new Pixels(row(1, 1, 1), ValueRange.UNIT);
		final int[] order = PixelRanking.by(row(1, 2, 3), Attribution.Meaning.CONTRIBUTION);
		assertArrayEquals(new int[] { 2, 1, 0 }, order);
		final DeletionInsertion.ScoreCurve deletion = DeletionInsertion.deletion(BLACK).withSteps(3)
			.along(order, network, ones, SCORE, Progress.NONE);
		assertArrayEquals(new double[] { 0, 1 / 3.0, 2 / 3.0, 1 }, deletion.fractions(), 1e-12);
		assertArrayEquals(new double[] { 6, 3, 1, 0 }, deletion.values(), 1e-6);
		assertEquals((6 / 2.0 + 3 + 1) / 3, deletion.area(), 1e-6);
		final DeletionInsertion.ScoreCurve insertion =
			new DeletionInsertion(true, BLACK, 3).along(order, network, ones, SCORE, Progress.NONE);
		assertArrayEquals(new double[] { 0, 3, 5, 6 }, insertion.values(), 1e-6);
		assertEquals((3 + 5 + 6 / 2.0) / 3, insertion.area(), 1e-6);
	}

	/** Of a linear model each pixel is as good as the other on average: the straight line. */
	@Test
	void randomOrdersAverageToTheStraightLine() {
		final ClosedFormNetwork network = ClosedFormNetwork.linear(new double[] { 1, 2, 3 });
		final Pixels ones = new Pixels(row(1, 1, 1), ValueRange.UNIT);
		final DeletionInsertion curve = DeletionInsertion.deletion(BLACK).withSteps(3);
		assertEquals(3, curve.random(300, 1, network, ones, SCORE, Progress.NONE).area(), 0.1);
		assertArrayEquals(PixelRanking.random(50, 7), PixelRanking.random(50, 7));
		final int[] order = PixelRanking.random(50, 7);
		assertTrue(!Arrays.equals(order, PixelRanking.random(50, 8)));
		Arrays.sort(order);
		for (int i = 0; i < 50; i++)
			assertEquals(i, order[i]);
	}

	@Test
	void aSlopeCountsByItsMagnitude() {
		assertArrayEquals(new int[] { 1, 2, 0 },
			PixelRanking.by(row(1, -3, 2), Attribution.Meaning.SENSITIVITY));
		assertArrayEquals(new int[] { 2, 0, 1 },
			PixelRanking.by(row(1, -3, 2), Attribution.Meaning.CONTRIBUTION));
		assertEquals(Attribution.Meaning.SENSITIVITY, GradientMethod.GUIDED_BACKPROP.meaning());
		assertEquals(Attribution.Meaning.SENSITIVITY, GuidedGradCam.of("conv7").meaning());
		assertEquals(Attribution.Meaning.CONTRIBUTION, new GradientTimesInput().meaning());
	}

	@Test
	void theGradientOfALinearModelHasNoInfidelity() {
		for (final InputPerturbation perturbation : List.of(new InputPerturbation.Squares(BLACK),
			new InputPerturbation.GaussianNoise(0.2), new InputPerturbation.RandomPixels(0.5, BLACK))) {
			final Infidelity.Result result =
				new Infidelity(perturbation, 40, 1).of(map(GradientMethod.GRADIENT),
					Attribution.Meaning.SENSITIVITY, linear(), IMAGE, SCORE, Progress.NONE);
			assertEquals(0, result.raw(), 1e-3, perturbation.toString());
			assertEquals(1, result.factor(), 1e-3);
			assertEquals(0, result.relative(), 1e-5);
		}
	}

	/** Half of the gradient foretells half of each fall; the scaling factor makes it whole again. */
	@Test
	void theSizeOfAMapIsScaledAway() {
		final Tensor half = map(GradientMethod.GRADIENT).copy();
		for (int i = 0; i < half.size(); i++)
			half.data()[i] /= 2;
		final Infidelity infidelity = new Infidelity(new InputPerturbation.GaussianNoise(0.2), 40, 1);
		final Infidelity.Result result =
			infidelity.of(half, Attribution.Meaning.SENSITIVITY, linear(), IMAGE, SCORE, Progress.NONE);
		assertTrue(result.raw() > 10, "raw " + result.raw());
		assertEquals(2, result.factor(), 1e-3);
		assertEquals(0, result.relative(), 1e-5);
		final Infidelity.Result nothing = infidelity.of(Tensor.zeros(half.shape()),
			Attribution.Meaning.SENSITIVITY, linear(), IMAGE, SCORE, Progress.NONE);
		assertEquals(1, nothing.relative());
		assertEquals(nothing.raw(), nothing.scaled());
	}

	@Test
	void sharesForetellWhatIsTakenAway() {
		final Tensor shares = map(new GradientTimesInput());
		for (final double fraction : new double[] { 0.1, 0.5, 0.8 }) {
			assertEquals(1, new SensitivityN(fraction, 30, BLACK, 1).of(shares,
				Attribution.Meaning.CONTRIBUTION, linear(), IMAGE, SCORE, Progress.NONE), 1e-6);
			assertEquals(1, new SensitivityN(fraction, 30, BLACK, 1).of(map(GradientMethod.GRADIENT),
				Attribution.Meaning.SENSITIVITY, linear(), IMAGE, SCORE, Progress.NONE), 1e-6);
		}
		assertEquals(0,
			new Infidelity(new InputPerturbation.Squares(BLACK), 30, 1)
				.of(shares, Attribution.Meaning.CONTRIBUTION, linear(), IMAGE, SCORE, Progress.NONE).raw(),
			1e-3);
		assertThrows(IllegalArgumentException.class,
			() -> new Infidelity(new InputPerturbation.GaussianNoise(1), 30, 1).of(shares,
				Attribution.Meaning.CONTRIBUTION, linear(), IMAGE, SCORE, Progress.NONE));
	}

	/** A map without channels: its slope holds for each of them, its share for all together. */
	@Test
	void oneChannelStandsForThree() {
		final Pixels colour =
			new Pixels(Tensor.of(Shape.of(1, 1, 2, 3), 1, 1, 1, 1, 1, 1), ValueRange.UNIT);
		final InputPerturbation.PerturbedImage first =
			InputPerturbation.PerturbedImage.without(colour, BLACK.of(colour), new float[] { 1, 0 });
		assertEquals(6, first.predictedDrop(row(2, 5), Attribution.Meaning.SENSITIVITY, colour));
		assertEquals(2, first.predictedDrop(row(2, 5), Attribution.Meaning.CONTRIBUTION, colour));
	}

	@Test
	void everythingAtOnce() {
		final Findings findings = new SaliencyCheck(0, 3, BLACK, 2, 5, 1).of(GradientMethod.GRADIENT,
			ClosedFormNetwork.linear(WEIGHTS, new double[9]), IMAGE, Score.LOGIT, 0, Progress.NONE);
		assertEquals(1, findings.sensitivity().get(0), 1e-5);
		assertEquals(1, findings.deletion().values()[0], 1e-6, "a probability");
		assertTrue(
			findings.advice().endsWith(
				"It foretells what the score does when few pixels change " + "(correlation 1.00)."),
			findings.advice());
	}

	@Test
	void canceledChecksEnd() {
		assertThrows(CancellationException.class, () -> SaliencyCheck.usual()
			.of(GradientMethod.GRADIENT, linear(), IMAGE, Score.LOGIT, 0, () -> true));
	}

	@Test
	void whatCannotBeIsRefused() {
		assertEquals("A check of saliency needs steps of at least 1, but 0 was given.",
			assertThrows(IllegalArgumentException.class, () -> new SaliencyCheck(1, 0, BLACK, 1, 2, 1))
				.getMessage());
		assertEquals(
			"The network closed-form has no layers whose weights can be re-initialized; leave " +
				"the randomization out.",
			assertThrows(EngineException.class, () -> CascadingRandomization.usual().run(linear(),
				GradientMethod.GRADIENT, IMAGE, SCORE, map(GradientMethod.GRADIENT), Progress.NONE))
				.getMessage());
		assertThrows(IllegalArgumentException.class, () -> new SensitivityN(0, 5, BLACK, 1));
		assertThrows(EngineException.class,
			() -> PixelRanking.by(row(1, Float.NaN), Attribution.Meaning.SENSITIVITY));
	}
}
