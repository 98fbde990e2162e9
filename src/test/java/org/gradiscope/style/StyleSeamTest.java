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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Micropatterns;
import org.gradiscope.transform.Tiles;
import org.gradiscope.transform.Tiles.Tile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whether one sees in a restyled picture where the tiles were. */
@Tag("long")
class StyleSeamTest {

	private static final int SIDE = 1024;
	private static final Network NETWORK = Micropatterns.network();
	private static final StyleOptions OPTIONS =
		StyleOptions.of("conv6", "conv1", "conv2", "conv3", "conv5").withSteps(10);
	private static final Tensor BASE =
		Restyler.unit(Micropatterns.draw(Pattern.NUCLEI, SIDE, 5).values(), ValueRange.EIGHT_BIT);
	private static final StyleLoss LOSS =
		new StyleLoss(NETWORK, Style.of(Micropatterns.draw(Pattern.MEMBRANES, 256, 3)), OPTIONS);

	/**
	 * How much a picture changes from one column to the next where a tile began, over how much elsewhere.
	 */
	private static double acrossBorders(final Tensor picture, final Set<Integer> borders) {
		final double[] sums = new double[2];
		final int[] counts = new int[2];
		for (int i = 0; i < picture.size(); i++) {
			if (i % SIDE == 0) continue;
			final int where = borders.contains(i % SIDE) ? 0 : 1;
			sums[where] += Math.abs(picture.data()[i] - picture.data()[i - 1]);
			counts[where]++;
		}
		return sums[0] / counts[0] / (sums[1] / counts[1]);
	}

	/** The columns where a tile began, in a step each. */
	private static Set<Integer> borders() {
		final SplittableRandom random = new SplittableRandom(OPTIONS.seed());
		final Set<Integer> borders = new HashSet<>();
		for (int step = 0; step < OPTIONS.steps(); step++) {
			random.nextInt(SIDE);
			final int shift = random.nextInt(SIDE);
			for (final Tile tile : Tiles.covering(SIDE, SIDE, TiledFit.SIDE))
				borders.add((tile.x() + shift) % SIDE);
		}
		return borders;
	}

	@Test
	void noSeamShows() {
		final Tensor restyled =
			new TiledFit(NETWORK, LOSS, OPTIONS, BASE, BASE.copy(), Progress.NONE).run();
		final Set<Integer> borders = borders();
		assertEquals(3 * OPTIONS.steps(), borders.size());
		final double seam = acrossBorders(restyled, borders);
		final double change = acrossBorders(restyled.plus(BASE, -1), borders);
		System.err.printf("across tile borders over elsewhere: %.4f; of the change %.4f%n", seam,
			change);
		assertEquals(1, seam, 0.05);
		assertEquals(1, change, 0.05);
	}

	/** So that the test above means something. */
	@Test
	void tilesThatStayWhereTheyAreShow() {
		final List<Tile> tiles = Tiles.covering(SIDE, SIDE, SIDE / 2);
		final TileLoss loss = new TileLoss(NETWORK, LOSS, OPTIONS, tiles.size());
		for (final Tile tile : tiles)
			loss.measure(tile.cut(BASE), tile.cut(BASE));
		loss.next();
		final Tensor slope = Tensor.zeros(BASE.shape());
		for (final Tile tile : tiles)
			tile.paste(loss.slope(tile.cut(BASE), tile.cut(BASE)), slope);
		final double seam = acrossBorders(slope, Set.of(SIDE / 2));
		System.err.printf("the same of tiles without a margin that are not shifted: %.4f%n", seam);
		assertTrue(Math.abs(seam - 1) > 0.1, "seen at " + seam);
	}
}
