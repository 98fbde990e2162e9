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

package org.gradiscope.attack.surface;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;

import org.gradiscope.attack.surface.AdversarialSpace.Count;
import org.gradiscope.engine.Progress;
import org.gradiscope.model.Labels;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.ClosedFormNetwork;
import org.gradiscope.testing.Images;
import org.junit.jupiter.api.Test;

/** A linear network, of which all is known: with {@code d} the difference of its weights the loss is {@code log(1 + e^dx)}. */
class LossLandscapeTest {

	private static final int VALUES = 60;
	/** Nothing is cut. */
	private static final ValueRange WIDE = new ValueRange(-1000, 1000);
	private static final double[] D = weights();
	private static final ClosedFormNetwork LINEAR = ClosedFormNetwork.linear(new double[VALUES], D);
	private static final Labels LABELS = new Labels(List.of("cell", "dirt, dust"));
	/** Such that {@code d x = -6}. */
	private static final Pixels IMAGE = image();
	private static final LossLandscape QUICK = LossLandscape.of(4).withPoints(9).withDirections(0);

	private static double[] weights() {
		final SplittableRandom random = new SplittableRandom(8);
		final double[] weights = new double[VALUES];
		for (int i = 0; i < VALUES; i++)
			weights[i] = (random.nextBoolean() ? 1 : -1) * (0.01 + 0.1 * random.nextDouble());
		return weights;
	}

	private static Pixels image() {
		final Tensor values = Images.constant(WIDE, 0, 1, 6, 10, 1).values();
		final double squared = Arrays.stream(D).map(d -> d * d).sum();
		for (int i = 0; i < VALUES; i++)
			values.data()[i] = (float) (-6 * D[i] / squared);
		return new Pixels(values, WIDE);
	}

	private static double norm1() {
		return Arrays.stream(D).map(Math::abs).sum();
	}

	private static double product(final Tensor direction) {
		double product = 0;
		for (int i = 0; i < VALUES; i++)
			product += D[i] * direction.data()[i];
		return product;
	}

	private static double loss(final double difference) {
		return Math.log1p(Math.exp(difference));
	}

	private static SurfaceFindings around(final LossLandscape what, final ClosedFormNetwork network,
		final Pixels image, final Tensor... towards) {
		return what.around(network, image, null, 0, List.of(towards), Progress.NONE);
	}

	@Test
	void theSurfaceAndTheClassesAreThoseOfTheFormula() {
		final SurfaceFindings found = around(QUICK, LINEAR, IMAGE);
		assertEquals(0, found.own());
		assertEquals(loss(-6), found.loss(), 1e-5);
		assertEquals(90, found.plane().angle(), 1e-9);
		final double random = product(found.plane().down());
		assertNotEquals(0, random, 1e-3);
		for (int row = 0; row < 9; row++)
			for (int column = 0; column < 9; column++) {
				final double difference = -6 + (column - 4) * norm1() + (row - 4) * random;
				assertEquals(loss(difference), found.grid().losses()[row * 9 + column],
					1e-5 * (1 + loss(difference)));
				assertEquals(difference > 0 ? 1 : 0, found.grid().classes()[row * 9 + column]);
			}
		assertEquals(0, found.grid().cut());
		assertEquals(4, found.grid().origin());
	}

	@Test
	void theBoundariesAreWhereTheFormulaIsZero() {
		final SurfaceFindings found = around(QUICK, LINEAR, IMAGE);
		final double random = product(found.plane().down());
		assertEquals(6 / norm1(), found.boundaries().get(0).distance(), 0.0005);
		assertEquals(1, found.boundaries().get(0).beyond());
		assertFalse(found.boundaries().get(1).exists());
		assertTrue(Double.isNaN(found.boundaries().get(1).distance()));
		final double reach = 6 / Math.abs(random);
		final int way = random > 0 ? 2 : 3;
		assertEquals(reach < 4, found.boundaries().get(way).exists());
		// Far enough for the random direction to get there too.
		final LossLandscape far = new LossLandscape(9, 1.5 * reach, 1, 0, "l2", 1);
		assertEquals(reach, around(far, LINEAR, IMAGE).boundaries().get(way).distance(), 0.002 * reach);
	}

	@Test
	void whatLeavesTheRangeIsCutAndCounted() {
		final ValueRange range = new ValueRange(0, 10);
		final Pixels white = Images.constant(range, 10, 1, 6, 10, 1);
		final SurfaceFindings found = around(QUICK.withPoints(3), LINEAR, white);
		// Of each value four of nine points are cut: a > 0 or b > 0 and not as much the other way.
		int cut = 0;
		for (int a = -1; a <= 1; a++)
			for (int b = -1; b <= 1; b++)
				for (int i = 0; i < VALUES; i++)
					if (a * found.plane().across().data()[i] + b * found.plane().down().data()[i] > 0) cut++;
		assertEquals(cut / 9.0 / VALUES, found.grid().cut(), 1e-9);
		assertTrue(cut > 0);
		double inside = 0;
		for (int i = 0; i < VALUES; i++)
			inside += D[i] * (D[i] < 0 ? 6 : 10);
		assertEquals(loss(inside), found.grid().losses()[5], 1e-4 * (1 + loss(inside)));
	}

	/** Where the display range is narrower than the data, a value outside is no worse than it was. */
	@Test
	void whatIsOutsideAlreadyMayStay() {
		final Pixels outside = new Pixels(IMAGE.values(), new ValueRange(-0.001f, 0.001f));
		final SurfaceFindings found = around(QUICK, LINEAR, outside);
		assertEquals(loss(-6), found.grid().losses()[40], 1e-5);
		assertTrue(found.grid().cut() > 0.3);
	}

	@Test
	void theGradientGainsMoreThanRandomDirections() {
		final GradientGain gain = around(QUICK, LINEAR, IMAGE).gain().orElseThrow();
		assertEquals(loss(-6 + 4 * norm1()) - loss(-6), gain.along(), 1e-4);
		assertEquals(30, gain.random().length);
		assertEquals(0, gain.obfuscation());
		assertFalse(gain.isObfuscated());
		assertTrue(
			gain.largestOfRandom() < gain.along() && gain.meanOfRandom() < gain.largestOfRandom());
	}

	/** A network of the same scores whose derivative is another one. */
	private static ClosedFormNetwork masked(final double factor) {
		return new ClosedFormNetwork(2, new ClosedFormNetwork.Formula() {

			@Override
			public double[] logits(final double[] x) {
				double sum = 0;
				for (int i = 0; i < VALUES; i++)
					sum += D[i] * x[i];
				return new double[] { 0, sum };
			}

			@Override
			public double[][] jacobian(final double[] x) {
				final double[][] slopes = new double[2][VALUES];
				for (int i = 0; i < VALUES; i++)
					slopes[1][i] = factor * D[(i + 7) % VALUES];
				return slopes;
			}
		});
	}

	@Test
	void aGradientThatLeadsNowhereIsCalledSo() {
		final SurfaceFindings found = around(QUICK, masked(1), IMAGE);
		final GradientGain gain = found.gain().orElseThrow();
		final long better =
			Arrays.stream(gain.random()).filter(random -> random >= gain.along()).count();
		assertEquals(better / 30.0, gain.obfuscation(), 1e-9);
		assertTrue(gain.isObfuscated(), gain::toString);
		final String words =
			new SurfaceWords(found, LABELS, List.of("along", "back", "down", "up"), 4).gradient();
		assertTrue(words.startsWith("The gradient does no better than chance: a step of 4.00 grey " +
			"levels along the gradient's sign gains "), words);
		assertTrue(words.contains(better + " of 30 random directions gain as much. It may be " +
			"obfuscated (Athalye et al. 2018)"), words);
	}

	@Test
	void withoutAGradientRandomDirectionsTakeItsPlace() {
		final SurfaceFindings found = around(QUICK.withDirections(8), masked(0), IMAGE);
		assertTrue(found.hasNoGradient());
		assertTrue(found.gain().isEmpty() && found.space().isEmpty());
		assertEquals(90, found.plane().angle(), 1e-9);
		for (final float sign : found.plane().across().data())
			assertEquals(1, Math.abs(sign));
		final String words =
			new SurfaceWords(found, LABELS, List.of("along", "back", "down", "up"), 4).all();
		assertTrue(words.contains("The gradient is 0 at every value"), words);
	}

	/** {@code d r = epsilon sqrt(m) |d| / sqrt(k)} is over 6 while k is under its square. */
	@Test
	void soManyDirectionsFoolAsTheFormulaSays() {
		final double norm2 = Math.sqrt(Arrays.stream(D).map(d -> d * d).sum());
		for (final int k : new int[] { 1, 3, 11, 32, 37 }) {
			final double epsilon = 6 * Math.sqrt((k + 0.5) / VALUES) / norm2;
			final AdversarialSpace space =
				around(new LossLandscape(3, epsilon, 1, 40, "l2", 1), LINEAR, IMAGE).space().orElseThrow();
			assertEquals(Math.min(k, 32), space.all());
			assertEquals(Math.min(k, 32), space.most());
			assertEquals(32, space.largest());
			for (final Count each : space.tried())
				assertEquals(each.directions() <= k ? each.directions() : 0, each.fooling());
		}
	}

	/** Signs agree in {@code m/2 (1 + 1/sqrt(k))} values; of equal weights each direction gets as far. */
	@Test
	void inLinfPowersOfFourAreTried() {
		final double[] equal = new double[VALUES];
		Arrays.fill(equal, 0.1);
		final ClosedFormNetwork network = ClosedFormNetwork.linear(new double[VALUES], equal);
		final Pixels image = Images.constant(WIDE, -1, 1, 6, 10, 1);
		// Over 6 = epsilon 0.1 m' / sqrt(k), where of 60 values 60, 60, 48 are in whole rows.
		final LossLandscape linf = new LossLandscape(3, 3, 1, 64, "linf", 1);
		final AdversarialSpace space = around(linf, network, image).space().orElseThrow();
		assertEquals(List.of(new Count(1, 1), new Count(4, 4), new Count(16, 0)), space.tried());
		assertEquals(4, space.all());
	}

	@Test
	void thePlaneGoesThroughTwoOtherImages() {
		final Tensor one = Images.noise(WIDE, 3, 1, 6, 10, 1).values();
		final Tensor other = Images.noise(WIDE, 4, 1, 6, 10, 1).values();
		final SurfaceFindings found = around(QUICK.withPoints(7), LINEAR, IMAGE, one, other);
		final SurfaceGrid grid = found.grid();
		assertEquals(-0.25, grid.from());
		assertEquals(0.25, grid.step(), 1e-12);
		assertEquals(1, grid.origin(), 1e-12);
		assertEquals(loss(-6), grid.losses()[8], 1e-4);
		assertEquals(loss(product(one)), grid.losses()[8 + 4], 1e-3 * (1 + loss(product(one))));
		assertEquals(loss(product(other)), grid.losses()[8 + 28], 1e-3 * (1 + loss(product(other))));
		assertEquals(
			"The loss surface needs two images that differ from the first one where it may " +
				"change, but the same image was given.",
			assertThrows(IllegalArgumentException.class,
				() -> around(QUICK, LINEAR, IMAGE, one, IMAGE.values())).getMessage());
	}

	@Test
	void outsideOfTheMaskNothingChanges() {
		final Tensor mask = Tensor.zeros(IMAGE.shape());
		for (int i = 0; i < VALUES / 2; i++)
			mask.data()[i] = 1;
		final SurfaceFindings found = QUICK.around(LINEAR, IMAGE, mask, 0, List.of(), Progress.NONE);
		assertEquals(0, found.withoutGradient());
		for (int i = VALUES / 2; i < VALUES; i++) {
			assertEquals(0, found.plane().across().data()[i]);
			assertEquals(0, found.plane().down().data()[i]);
		}
		final double half = Arrays.stream(D, 0, VALUES / 2).map(Math::abs).sum();
		assertEquals(loss(-6 + 4 * half), found.grid().losses()[44], 1e-4);
	}

	@Test
	void theReachIsThatOfTheBoundary() {
		final double distance = 6 / norm1();
		for (final double[] reach : new double[][] { { 1.1, 1 }, { 0.6, 2 }, { 0.3, 4 }, { 0.2, 1 } })
			assertEquals(reach[0] * distance * reach[1],
				LossLandscape.reach(LINEAR, IMAGE, null, 0, reach[0] * distance, Progress.NONE), 1e-9);
	}

	@Test
	void theSeedDecidesAndNothingElse() {
		final LossLandscape what = QUICK.withDirections(4);
		final SurfaceFindings one = around(what, LINEAR, IMAGE);
		final SurfaceFindings again = around(what, LINEAR, IMAGE);
		final SurfaceFindings other = around(what.withSeed(2), LINEAR, IMAGE);
		assertArrayEquals(one.grid().losses(), again.grid().losses());
		assertArrayEquals(one.gain().orElseThrow().random(), again.gain().orElseThrow().random());
		assertFalse(Arrays.equals(one.grid().losses(), other.grid().losses()));
		// The axis of the gradient is the same.
		for (int column = 0; column < 9; column++)
			assertEquals(one.grid().losses()[36 + column], other.grid().losses()[36 + column]);
	}

	@Test
	void itIsCanceledBetweenBatches() {
		final int before = LINEAR.gradients();
		assertThrows(CancellationException.class,
			() -> QUICK.around(LINEAR, IMAGE, null, 0, List.of(), () -> LINEAR.gradients() > before));
	}

	@Test
	void theCrossEntropyOfASureNetworkIsExact() {
		assertEquals(200, ImageProbe.crossEntropy(new float[] { 100, -100 }, 1), 1e-9);
		assertEquals(0, ImageProbe.crossEntropy(new float[] { 100, -100 }, 0), 1e-9);
		assertEquals(Math.log(3), ImageProbe.crossEntropy(new float[] { 5, 5, 5 }, 2), 1e-9);
	}

	@Test
	void whatMakesNoSurfaceIsRefused() {
		assertRefused("3 to 1001 points along each side, but 2 was given.", () -> QUICK.withPoints(2));
		assertRefused("an epsilon over 0, but 0.0 was given.", () -> LossLandscape.of(0));
		assertRefused("directions of at least 0, but -1 was given.", () -> QUICK.withDirections(-1));
		assertRefused("the norm l2 or linf, but l1 was given.", () -> QUICK.withNorm("l1"));
		for (final int[] each : new int[][] { { 64 * 64, 69 }, { 16, 101 }, { 4096 * 4096, 21 } })
			assertEquals(each[1], LossLandscape.pointsFor(each[0]));
	}

	private static void assertRefused(final String what, final Runnable made) {
		assertEquals("The loss surface needs " + what,
			assertThrows(IllegalArgumentException.class, made::run).getMessage());
	}
}
