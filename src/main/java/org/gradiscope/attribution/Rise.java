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

import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.gradiscope.engine.Batches;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.objective.Objective;
import org.gradiscope.options.OptionRecords;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;

/**
 * What the objective is on average where a pixel is let through by random masks (Petsiuk et al. 2018,
 * "RISE: Randomized Input Sampling for Explanation of Black-box Models"):
 *
 * <pre>
 * a_p = sum_i f(x M_i) M_ip / (N probability)
 * </pre>
 *
 * A mask is a grid of cells, each open with that probability, enlarged smoothly and shifted at random.
 * The paper masks towards zero; here that is black, the darkest value of the range. The picture is
 * offered as it refines.
 *
 * @param masks their number N, at least 1
 * @param grid the number of cells along each side, at least 2
 * @param probability of a cell to be open, over 0 and under 1
 * @param seed of the masks
 */
public record Rise(int masks, int grid, double probability, long seed)
	implements AttributionMethod {

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public Rise {
		OptionRecords.require("RISE needs", masks >= 1, "masks of at least 1", masks);
		OptionRecords.require("RISE needs", grid >= 2 && grid <= 1024, "a grid of 2 to 1024 cells",
			grid);
		OptionRecords.require("RISE needs", probability > 0 && probability < 1,
			"a probability between 0 and 1", probability);
	}

	/** 4000 masks of 7x7 cells, half of them open. */
	public static Rise usual() {
		return new Rise(4000, 7, 0.5, 1);
	}

	@Override
	public Attribution.Meaning meaning() {
		return Attribution.Meaning.CONTRIBUTION;
	}

	@Override
	public double forwardPasses(final ModelDescriptor network, final Pixels image) {
		return masks;
	}

	@Override
	public Attribution attribute(final Network network, final Pixels image, final Objective objective,
		final Progress progress) {
		AttributionMethod.requireOne(image);
		final Tensor black = Baseline.Standard.BLACK.of(image);
		final double[] sums = new double[image.height() * image.width()];
		final SplittableRandom random = new SplittableRandom(seed);
		final int batch = Batches.size(image, masks);
		for (int first = 0; first < masks; first += batch) {
			progress.check();
			final float[][] some = masks(image, Batches.split(random, Math.min(batch, masks - first)));
			final float[] values = network.values(Baseline.masked(image, black, some), objective);
			for (int n = 0; n < some.length; n++)
				for (int p = 0; p < sums.length; p++)
					sums[p] += values[n] * some[n][p];
			final int done = first + some.length;
			progress.report(done, masks, "mask " + done + " of " + masks);
			progress.offer(() -> picture(map(image, sums, done)));
		}
		return Attribution.of(map(image, sums, masks));
	}

	private Tensor map(final Pixels image, final double[] sums, final int done) {
		final Tensor map = Tensor.zeros(image.shape().with(3, 1));
		for (int p = 0; p < sums.length; p++)
			map.data()[p] = (float) (sums[p] / (done * probability));
		return map;
	}

	/** From the smallest value to the largest. */
	private static Pixels picture(final Tensor map) {
		float min = Float.POSITIVE_INFINITY;
		float max = Float.NEGATIVE_INFINITY;
		for (final float value : map.data()) {
			min = Math.min(min, value);
			max = Math.max(max, value);
		}
		return new Pixels(map, new ValueRange(min, max > min ? max : Math.nextUp(min)));
	}

	private float[][] masks(final Pixels image, final SplittableRandom[] sources) {
		final float[][] some = new float[sources.length][];
		IntStream.range(0, some.length).parallel().forEach(
			n -> some[n] = new RiseMask(grid, probability, sources[n]).of(image.height(), image.width()));
		return some;
	}

	@Override
	public String toString() {
		return "rise[masks=" + masks + ", grid=" + grid + ", probability=" + probability + ", seed=" +
			seed + "]";
	}

	/**
	 * A mask of RISE: a grid of random zeros and ones, of which each cell becomes {@code C = ceil(length /
	 * grid)} pixels; enlarged bilinearly to {@code (grid + 1) C} pixels along each side, of which a part
	 * of the image's size is cut out at random, 0 to {@code C - 1} whole pixels from the first (Petsiuk
	 * et al. 2018, section 3.2). A shift by parts of a pixel is another distribution: on images of few
	 * pixels, whose networks tell the difference, the level of the map is another.
	 */
	static final class RiseMask {

		private final int grid;
		private final float[] cells;
		private final double shiftY;
		private final double shiftX;

		RiseMask(final int grid, final double probability, final SplittableRandom random) {
			this.grid = grid;
			this.cells = new float[grid * grid];
			for (int i = 0; i < cells.length; i++)
				cells[i] = random.nextDouble() < probability ? 1 : 0;
			this.shiftY = random.nextDouble();
			this.shiftX = random.nextDouble();
		}

		/** Values of 0 to 1, row by row. */
		float[] of(final int height, final int width) {
			final float[] mask = new float[height * width];
			final int[] columns = new int[width];
			final float[] fractions = new float[width];
			for (int x = 0; x < width; x++) {
				final double at = at(x, width, shiftX);
				columns[x] = before(at);
				fractions[x] = (float) (at - columns[x]);
			}
			final float[] row = new float[grid];
			for (int y = 0; y < height; y++) {
				final double at = at(y, height, shiftY);
				mix(before(at), (float) (at - before(at)), row);
				for (int x = 0; x < width; x++)
					mask[y * width + x] =
						row[columns[x]] + fractions[x] * (row[columns[x] + 1] - row[columns[x]]);
			}
			return mask;
		}

		/** Where a pixel lies among the middles of the cells; beyond the outermost these go on. */
		private double at(final int pixel, final int length, final double shift) {
			final int cell = (length + grid - 1) / grid;
			final int first = (int) (shift * cell);
			final double at = (first + pixel + 0.5) * grid / ((grid + 1) * cell) - 0.5;
			return Math.max(0, Math.min(grid - 1, at));
		}

		/** The cell before a place, which has one after it. */
		private int before(final double at) {
			return Math.min((int) at, grid - 2);
		}

		/** A row of cells between two. */
		private void mix(final int first, final float fraction, final float[] row) {
			for (int i = 0; i < grid; i++)
				row[i] = cells[first * grid + i] +
					fraction * (cells[(first + 1) * grid + i] - cells[first * grid + i]);
		}
	}
}
