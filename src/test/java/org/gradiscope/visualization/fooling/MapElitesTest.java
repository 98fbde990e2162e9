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

package org.gradiscope.visualization.fooling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.testing.ClosedFormNetwork;
import org.junit.jupiter.api.Test;

class MapElitesTest {

	private static final int SIDE = 4;

	/** Class k looks at the mean of quarter k of the picture, and at nothing else. */
	private static ClosedFormNetwork quarters() {
		final double[][] m = new double[4][SIDE * SIDE];
		for (int i = 0; i < SIDE * SIDE; i++)
			m[i / SIDE / 2 * 2 + i % SIDE / 2][i] = 10.0 / 255 / 4;
		return ClosedFormNetwork.linear(m);
	}

	private static FoolingOptions options(final FoolingOptions.FoolingMethod method,
		final int generations, final long seed) {
		return new FoolingOptions(method, FoolingOptions.StartImage.NOISE, SIDE, SIDE, 0.99,
			generations, seed);
	}

	@Test
	void anElitesProbabilityNeverFalls() {
		final MapElites.Elites<String> elites = new MapElites.Elites<>(3);
		assertNull(elites.get(0));
		assertEquals(3, elites.place("first", new float[] { 0.2f, 0.5f, 0.3f }));
		assertEquals(1, elites.place("second", new float[] { 0.1f, 0.3f, 0.6f }));
		assertEquals(List.of("first", "first", "second"),
			IntStream.range(0, 3).mapToObj(elites::get).toList());
		final SplittableRandom random = new SplittableRandom(1);
		final double[] before = new double[3];
		for (int i = 0; i < 200; i++) {
			elites.place("number " + i, new float[] { (float) random.nextDouble(),
				(float) random.nextDouble(), (float) random.nextDouble() });
			for (int k = 0; k < 3; k++) {
				assertTrue(elites.fitness(k) >= before[k]);
				before[k] = elites.fitness(k);
			}
		}
	}

	/** With four quarters of their own, every class can be fooled, and each cell has its own picture. */
	@Test
	void everyCellIsFilledAndReached() {
		for (final FoolingOptions.FoolingMethod method : List.of(FoolingOptions.FoolingMethod.EVOLUTION,
			FoolingOptions.FoolingMethod.EVOLUTION_DIRECT)) {
			final List<FoolingImages.FoolingResult> pictures = FoolingImages.images(quarters(),
				List.of(3, 0, 1, 2), options(method, 2000, 1), Progress.NONE);
			assertEquals(List.of(3, 0, 1, 2),
				pictures.stream().map(FoolingImages.FoolingResult::target).toList());
			for (final FoolingImages.FoolingResult picture : pictures) {
				assertTrue(picture.confidence() > 0.99,
					method + ": " + picture.label() + " " + picture.confidence());
				assertEquals(picture.target(), picture.prediction().best());
				assertEquals(0, picture.evaluations() % MapElites.OFFSPRING);
			}
		}
	}

	@Test
	void moreGenerationsAreNeverWorse() {
		double before = 0;
		for (final int generations : List.of(1, 3, 10, 30)) {
			final double now = FoolingImages
				.images(quarters(), List.of(2),
					options(FoolingOptions.FoolingMethod.EVOLUTION_DIRECT, generations, 7), Progress.NONE)
				.get(0).confidence();
			assertTrue(now >= before, generations + " generations: " + now + " after " + before);
			before = now;
		}
	}

	@Test
	void oneSeedOnePictureInWholeLevels() {
		final List<float[]> pictures = new ArrayList<>();
		for (final long seed : new long[] { 3, 3, 4 })
			pictures
				.add(
					FoolingImages
						.images(quarters(), List.of(1),
							options(FoolingOptions.FoolingMethod.EVOLUTION, 5, seed), Progress.NONE)
						.get(0).picture().values().data());
		assertArrayEquals(pictures.get(0), pictures.get(1));
		assertTrue(!java.util.Arrays.equals(pictures.get(0), pictures.get(2)));
		for (final float value : pictures.get(0))
			assertTrue(value == Math.rint(value) && value >= 0 && value <= 255);
	}

	/** Polynomial mutation of index 15: the middle changes nothing, the ends reach a whole range. */
	@Test
	void pixelsMutateAsInThePaper() {
		assertEquals(0, Encoding.DirectEncoding.change(0.5), 1e-15);
		assertEquals(-1, Encoding.DirectEncoding.change(0), 1e-15);
		assertEquals(1, Encoding.DirectEncoding.change(1), 1e-15);
		assertEquals(Math.pow(0.5, 1 / 16.0) - 1, Encoding.DirectEncoding.change(0.25), 1e-15);
		final Encoding.DirectEncoding encoding = new Encoding.DirectEncoding(100, 100, 1);
		final SplittableRandom random = new SplittableRandom(1);
		final Tensor parent = encoding.random(random);
		final Tensor child = encoding.mutate(parent, random);
		int changed = 0;
		for (int i = 0; i < parent.size(); i++)
			if (parent.data()[i] != child.data()[i]) changed++;
		assertTrue(changed > 800 && changed < 1100, changed + " of 10000 values changed");
	}

	@Test
	void cancelsBetweenGenerations() {
		final int[] reports = { 0 };
		final Progress stop = new Progress() {

			@Override
			public boolean isCanceled() {
				return reports[0] == 2;
			}

			@Override
			public void report(final int done, final int total, final String text) {
				reports[0]++;
			}
		};
		assertThrows(CancellationException.class, () -> FoolingImages.images(quarters(), List.of(0),
			options(FoolingOptions.FoolingMethod.EVOLUTION_DIRECT, 100, 1), stop));
		assertEquals(2, reports[0]);
	}

	@Test
	void aNetworkThatGivesNoNumbersIsRefused() {
		final double[][] m = new double[2][SIDE * SIDE];
		m[0][0] = Double.NaN;
		assertThrows(EngineException.class, () -> FoolingImages.images(ClosedFormNetwork.linear(m),
			List.of(0), options(FoolingOptions.FoolingMethod.EVOLUTION, 2, 1), Progress.NONE));
	}

	@Test
	void theLivePictureIsTheElites() {
		final List<Pixels> offered = new ArrayList<>();
		final Progress watcher = new Progress() {

			@Override
			public boolean isCanceled() {
				return false;
			}

			@Override
			public void offer(final java.util.function.Supplier<Pixels> picture) {
				offered.add(picture.get());
			}
		};
		final FoolingImages.FoolingResult found = FoolingImages.images(quarters(), List.of(2),
			options(FoolingOptions.FoolingMethod.EVOLUTION_DIRECT, 4, 1), watcher).get(0);
		assertArrayEquals(found.picture().values().data(),
			offered.get(offered.size() - 1).values().data());
	}
}
