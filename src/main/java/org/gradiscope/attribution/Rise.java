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

import java.util.Arrays;
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

	/** Cells along each side of a volume, whose masks have the third power of it. */
	private static final int FINEST = 100;

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
		OptionRecords.require("RISE of a volume needs", !image.isVolume() || grid <= FINEST,
			"a grid of at most " + FINEST + " cells", grid);
		final Tensor black = Baseline.Standard.BLACK.of(image);
		final double[] sums = new double[image.positions()];
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
		final Tensor map = Tensor.zeros(image.shape().with(-1, 1));
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
		IntStream.range(0, some.length).parallel()
			.forEach(n -> some[n] = new RiseMask(grid, probability, sources[n]).of(image.sides()));
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
	 * pixels, whose networks tell the difference, the level of the map is another. Of a volume the depth is
	 * one side more.
	 */
	static final class RiseMask {

		private final int grid;
		private final double probability;
		private final SplittableRandom random;

		RiseMask(final int grid, final double probability, final SplittableRandom random) {
			this.grid = grid;
			this.probability = probability;
			this.random = random;
		}

		/** Values of 0 to 1, row by row; the next mask at each call. */
		float[] of(final int... sides) {
			float[] mask = new float[(int) Math.pow(grid, sides.length)];
			for (int i = 0; i < mask.length; i++)
				mask[i] = random.nextDouble() < probability ? 1 : 0;
			final double[] shifts = new double[sides.length];
			Arrays.setAll(shifts, axis -> random.nextDouble());
			int run = mask.length;
			for (int axis = 0; axis < sides.length; axis++) {
				run /= grid;
				mask = enlarged(mask, run, sides[axis], shifts[axis]);
			}
			return mask;
		}

		/**
		 * Cells to pixels along one axis.
		 *
		 * @param run how many values of the axes behind it lie side by side
		 */
		private float[] enlarged(final float[] cells, final int run, final int length,
			final double shift) {
			final int blocks = cells.length / run / grid;
			final float[] enlarged = new float[blocks * length * run];
			for (int i = 0; i < length; i++) {
				final double at = at(i, length, shift);
				final int before = before(at);
				final float fraction = (float) (at - before);
				for (int block = 0; block < blocks; block++)
					for (int k = 0; k < run; k++) {
						final int from = (block * grid + before) * run + k;
						enlarged[(block * length + i) * run + k] =
							cells[from] + fraction * (cells[from + run] - cells[from]);
					}
			}
			return enlarged;
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
	}
}
