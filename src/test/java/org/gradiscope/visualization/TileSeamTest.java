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

package org.gradiscope.visualization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;

import org.gradiscope.engine.Cancellation;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.testing.Micropatterns;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whether one sees where the tiles were. */
@Tag("long")
class TileSeamTest {

	private static final int SIDE = 1024;
	private static final int TILE = SIDE / 2;
	private static final DeepDreamOptions OPTIONS = DeepDreamOptions.of("conv5").withOctaves(1);

	private static Network network;
	private static Pixels image;

	@BeforeAll
	static void open() {
		network = Micropatterns.network();
		image = Micropatterns.draw(Pattern.MEMBRANES, SIDE, 5);
	}

	/** A dream in tiles of a side. */
	private static Tensor dream(final int tile) {
		final TiledGradient gradient = new TiledGradient(network,
			DeepDreamObjective.of(network.descriptor(), OPTIONS), Cancellation.NEVER, tile);
		return new OctaveAscent(gradient, OPTIONS, image.range(), DeepDreamer.bounds(image),
			Progress.NONE).run(image, step -> {});
	}

	/** Without a shift the borders stay where they are. */
	private static Tensor dreamInFixedTiles() {
		final TiledGradient gradient = new TiledGradient(network,
			DeepDreamObjective.of(network.descriptor(), OPTIONS), Cancellation.NEVER, TILE);
		final Tensor dream = image.values().copy();
		for (int step = 0; step < 3; step++) {
			final float[] slopes = gradient.of(image.with(dream)).data();
			double sum = 0;
			for (final float slope : slopes)
				sum += Math.abs(slope);
			for (int i = 0; i < slopes.length; i++)
				dream.data()[i] += (float) (OPTIONS.stepSize() * 255 * slopes[i] * slopes.length / sum);
		}
		return dream;
	}

	/**
	 * How much a picture changes from one column to the next where a tile began, over how much elsewhere.
	 */
	private static double acrossBorders(final Tensor picture, final Set<Integer> borders) {
		final double[] sums = new double[2];
		final int[] counts = new int[2];
		final int row = SIDE * picture.shape().dimension(3);
		final int pixel = picture.shape().dimension(3);
		for (int i = 0; i < picture.size(); i++) {
			final int x = i % row / pixel;
			if (x == 0) continue;
			final int where = borders.contains(x) ? 0 : 1;
			sums[where] += Math.abs(picture.data()[i] - picture.data()[i - pixel]);
			counts[where]++;
		}
		return sums[0] / counts[0] / (sums[1] / counts[1]);
	}

	private static Tensor change(final Tensor dream) {
		final Tensor change = dream.copy();
		for (int i = 0; i < change.size(); i++)
			change.data()[i] -= image.values().data()[i];
		return change;
	}

	/** The columns where a tile began, in the image as it lies, in a step each. */
	private static Set<Integer> borders() {
		final SplittableRandom random = new SplittableRandom(OPTIONS.seed());
		final Set<Integer> borders = new HashSet<>();
		int shift = 0;
		for (int step = 0; step < OPTIONS.steps(); step++) {
			random.nextInt(2 * TILE + 1);
			shift += random.nextInt(2 * TILE + 1) - TILE;
			borders.add(Math.floorMod(-shift, SIDE));
			borders.add(Math.floorMod(TILE - shift, SIDE));
		}
		return borders;
	}

	@Test
	void noSeamShows() {
		final Tensor tiled = dream(TILE);
		final Tensor whole = dream(SIDE);
		final Set<Integer> borders = borders();
		assertEquals(2 * OPTIONS.steps(), borders.size());
		final double seam = acrossBorders(tiled, borders);
		final double none = acrossBorders(whole, borders);
		final double added =
			acrossBorders(change(tiled), borders) / acrossBorders(change(whole), borders);
		System.err
			.printf("across tile borders over elsewhere: %.4f; without tiles %.4f; of the change, " +
				"with over without tiles: %.4f%n", seam, none, added);
		assertEquals(1, seam, 0.05);
		assertEquals(1, seam / none, 0.05);
		// What was added in one of ten steps at such a border was little; the picture hides it.
		assertEquals(1, added, 0.1);
	}

	/** So that the test above means something. */
	@Test
	void tilesThatStayWhereTheyAreShow() {
		final double seam = acrossBorders(change(dreamInFixedTiles()), Set.of(TILE));
		System.err.printf("the same of tiles that are not shifted: %.4f%n", seam);
		assertTrue(Math.abs(seam - 1) > 0.2, "seen at " + seam);
	}
}
