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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

import org.gradiscope.engine.Progress;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.ClosedFormNetwork;
import org.junit.jupiter.api.Test;

/** Occlusion, RISE and gradient times input, where they can be done by hand. */
class PerturbationMethodsTest {

	private static final double[] WEIGHTS = { 1, -2, 3, 4, 5, -6, 7, 8, 9 };

	/** 3x3, in a range of 10 to 30. */
	private static final Pixels IMAGE = new Pixels(
		Tensor.of(Shape.of(1, 3, 3, 1), 11, 12, 13, 14, 15, 16, 17, 18, 19), new ValueRange(10, 30));

	private static ClosedFormNetwork linear() {
		return ClosedFormNetwork.linear(WEIGHTS);
	}

	/** What the pixel adds to the score, counted from black. */
	private static double share(final int pixel) {
		return WEIGHTS[pixel] * (pixel + 1);
	}

	@Test
	void gradientTimesInputCountsFromBlack() {
		final float[] map =
			new GradientTimesInput().attribute(linear(), IMAGE, Objectives.logit(0)).map().data();
		for (int i = 0; i < 9; i++)
			assertEquals(share(i), map[i], 1e-5);
	}

	@Test
	void aWindowOfOnePixelTakesItsShare() {
		final float[] map = new Occlusion(1, 1, Baseline.Standard.BLACK)
			.attribute(linear(), IMAGE, Objectives.logit(0)).map().data();
		for (int i = 0; i < 9; i++)
			assertEquals(share(i), map[i], 1e-3);
	}

	/** The middle lies in all four windows of 2x2, a corner in one. */
	@Test
	void overlappingWindowsAreAveraged() {
		final float[] map = new Occlusion(2, 1, Baseline.Standard.BLACK)
			.attribute(linear(), IMAGE, Objectives.logit(0)).map().data();
		final double[] windows = new double[4];
		for (int w = 0; w < 4; w++) {
			final int first = w / 2 * 3 + w % 2;
			windows[w] = share(first) + share(first + 1) + share(first + 3) + share(first + 4);
		}
		assertEquals(windows[0], map[0], 1e-3);
		assertEquals((windows[0] + windows[1]) / 2, map[1], 1e-3);
		assertEquals((windows[0] + windows[1] + windows[2] + windows[3]) / 4, map[4], 1e-3);
		assertEquals(windows[3], map[8], 1e-3);
	}

	/** Windows of 2 at a stride of 2: the last one goes back to end at the border. */
	@Test
	void everyPixelIsCovered() {
		final ClosedFormNetwork network = linear();
		final float[] map = new Occlusion(2, 2, Baseline.Standard.BLACK)
			.attribute(network, IMAGE, Objectives.logit(0)).map().data();
		assertEquals(1 + 4, network.images());
		assertEquals(share(4) + share(5) + share(7) + share(8), map[8], 1e-3);
	}

	@Test
	void impossibleWindowsAreRefused() {
		assertEquals("The window of 4 pixels is larger than the image of 3x3; give a smaller one.",
			assertThrows(IllegalArgumentException.class, () -> new Occlusion(4, 1, Baseline.Standard.MEAN)
				.attribute(linear(), IMAGE, Objectives.logit(0))).getMessage());
		assertThrows(IllegalArgumentException.class, () -> new Occlusion(0, 1, Baseline.Standard.MEAN));
		assertThrows(IllegalArgumentException.class, () -> new Occlusion(2, 3, Baseline.Standard.MEAN));
	}

	@Test
	void baselinesAreWhatTheirNamesSay() {
		assertEquals(10, Baseline.Standard.BLACK.of(IMAGE).data()[4]);
		assertEquals(30, Baseline.Standard.WHITE.of(IMAGE).data()[4]);
		assertEquals(15, Baseline.Standard.MEAN.of(IMAGE).data()[0], 1e-5);
		final Pixels large = new Pixels(Tensor.zeros(Shape.of(1, 40, 60, 3)), ValueRange.UNIT);
		large.values().data()[3 * (20 * 60 + 30) + 1] = 1;
		final Tensor blurred = Baseline.Standard.BLUR.of(large);
		assertEquals(1 / (2 * Math.PI * 16), blurred.get(0, 20, 30, 1), 2e-4,
			"a standard deviation of 4");
		assertEquals(0, blurred.get(0, 20, 30, 0));
	}

	@Test
	void masksAreOpenAsOftenAsTheyShould() {
		double sum = 0;
		double between = 0;
		for (int seed = 0; seed < 400; seed++)
			for (final float value : new Rise.RiseMask(7, 0.3, new SplittableRandom(seed)).of(28, 21)) {
				assertTrue(value >= 0 && value <= 1);
				sum += value;
				if (value > 0.01 && value < 0.99) between++;
			}
		final double count = 400.0 * 28 * 21;
		assertEquals(0.3, sum / count, 0.01);
		assertTrue(between / count > 0.3, "they are smooth: " + between / count);
	}

	/**
	 * Of a linear score {@code sum_q w_q M_q}, position p is on average
	 * {@code (sum_q w_q E[M_q M_p]) / probability}, for which the masks of another seed are the judge.
	 */
	@Test
	void riseIsTheMeanOverMasks() {
		final float[] map =
			new Rise(20_000, 3, 0.5, 1).attribute(linear(), IMAGE, Objectives.logit(0)).map().data();
		final double[] expected = new double[9];
		for (int seed = 0; seed < 20_000; seed++) {
			final float[] mask = new Rise.RiseMask(3, 0.5, new SplittableRandom(-seed)).of(3, 3);
			double score = 0;
			for (int q = 0; q < 9; q++)
				score += WEIGHTS[q] * (10 + mask[q] * (q + 1));
			for (int p = 0; p < 9; p++)
				expected[p] += score * mask[p] / 20_000 / 0.5;
		}
		for (int p = 0; p < 9; p++)
			assertEquals(expected[p], map[p], 0.02 * Math.abs(expected[p]), "at " + p);
	}

	/**
	 * Of 4 cells over 32 pixels, each 10 pixels when enlarged by a cell: along each side, the mixture
	 * of two cells is an odd number of twentieths, wherever whole pixels are cut out.
	 */
	@Test
	void masksAreCutOutAtWholePixels() {
		for (int seed = 0; seed < 100; seed++)
			for (final float value : new Rise.RiseMask(4, 0.5, new SplittableRandom(seed)).of(32, 32))
				assertEquals(Math.round(400 * value), 400 * value, 1e-3, "seed " + seed);
	}

	@Test
	void neighbouringSeedsOfRiseShareNoMask() {
		final Set<Integer> seen = new HashSet<>();
		final ClosedFormNetwork watching = new ClosedFormNetwork(1, new ClosedFormNetwork.Formula() {

			@Override
			public double[] logits(final double[] x) {
				seen.add(Arrays.hashCode(x));
				return new double[] { x[0] };
			}

			@Override
			public double[][] jacobian(final double[] x) {
				return new double[][] { new double[x.length] };
			}
		});
		final Tensor grey = Tensor.zeros(Shape.of(1, 32, 32, 1));
		Arrays.fill(grey.data(), 1);
		for (int seed = 0; seed < 5; seed++)
			new Rise(50, 8, 0.5, seed).attribute(watching, new Pixels(grey, ValueRange.UNIT),
				Objectives.logit(0));
		assertEquals(5 * 50, seen.size());
	}

	@Test
	void risePicturesGrowAndCanBeEnded() {
		final List<Pixels> pictures = new ArrayList<>();
		final Progress watcher = new Progress() {

			@Override
			public boolean isCanceled() {
				return pictures.size() > 2;
			}

			@Override
			public void offer(final Supplier<Pixels> picture) {
				pictures.add(picture.get());
			}
		};
		assertThrows(CancellationException.class,
			() -> Rise.usual().attribute(linear(), IMAGE, Objectives.logit(0), watcher));
		assertEquals(3, pictures.size());
		assertArrayEquals(new int[] { 1, 3, 3, 1 }, pictures.get(0).shape().toArray());
		assertFalse(pictures.get(0).values().data()[0] == pictures.get(2).values().data()[0]);
	}
}
