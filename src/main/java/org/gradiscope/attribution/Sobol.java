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

import org.gradiscope.engine.Batches;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.objective.Objective;
import org.gradiscope.options.OptionRecords;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/**
 * How much of the objective's variance under random masks each cell of a grid has a part in: total Sobol indices (Fel et al.
 * 2021, "Look at the Variance! Efficient Black-box Explanations with Sobol-based Sensitivity Analysis"), by Jansen's estimator
 *
 * <pre>
 * S_i = sum_n (f(A_n) - f(A_n with cell i of B_n))^2 / (2 N V)
 * </pre>
 *
 * V being the variance of {@code f(A_n)}. A mask has a value of 0 to 1 for each cell, a block of pixels; 0 is black. The masks A and B
 * are Latin hypercubes, where the paper has Sobol's sequence. An index says that a cell matters, not whether it speaks for or against.
 *
 * @param samples N, from 2; each takes a mask more than there are cells
 * @param grid the number of cells along each side, at least 2
 * @param seed of the masks
 * @param upsampling how the indices become a map of the image's size
 */
public record Sobol(int samples, int grid, long seed, Upsampling upsampling)
	implements AttributionMethod {

	private static final int FINEST = 64;

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public Sobol {
		OptionRecords.require("sobol needs", samples >= 2, "samples of at least 2", samples);
		OptionRecords.require("sobol needs", grid >= 2 && grid <= FINEST,
			"a grid of 2 to " + FINEST + " cells", grid);
	}

	@Override
	public Attribution.Meaning meaning() {
		return Attribution.Meaning.CONTRIBUTION;
	}

	@Override
	public double forwardPasses(final ModelDescriptor network, final Pixels image) {
		return samples * (Math.pow(grid, image.sides().length) + 1);
	}

	private Shape cells(final Pixels image) {
		final int[] sides = new int[image.sides().length];
		Arrays.fill(sides, grid);
		return image.shape().with(-1, 1).withSides(sides);
	}

	@Override
	public Attribution attribute(final Network network, final Pixels image, final Objective objective,
		final Progress progress) {
		AttributionMethod.requireOne(image);
		final Shape cells = cells(image);
		final Design design = new Design(samples, (int) Math.pow(grid, image.sides().length), seed);
		final Tensor black = Baseline.Standard.BLACK.of(image);
		final double[] values = new double[samples * (design.cells + 1)];
		final int batch = Batches.size(image, values.length);
		for (int first = 0; first < values.length; first += batch) {
			progress.check();
			final float[][] masks = new float[Math.min(batch, values.length - first)][];
			for (int n = 0; n < masks.length; n++)
				masks[n] =
					Upsampling.NEAREST.to(Tensor.of(cells, design.mask(first + n)), image.sides()).data();
			final float[] some = network.values(Baseline.masked(image, black, masks), objective);
			for (int n = 0; n < masks.length; n++)
				values[first + n] = some[n];
			progress.report(first + masks.length, values.length,
				"mask " + (first + masks.length) + " of " + values.length);
		}
		return Attribution
			.of(upsampling.to(Tensor.of(cells, indices(design.cells, values)), image.sides()));
	}

	/**
	 * Jansen's estimates.
	 *
	 * @param values sample by sample: of A, then of A with each cell of B
	 */
	static float[] indices(final int cells, final double... values) {
		final int samples = values.length / (cells + 1);
		double mean = 0;
		for (int n = 0; n < samples; n++)
			mean += values[n * (cells + 1)] / samples;
		double variance = 0;
		final double[] sums = new double[cells];
		for (int n = 0; n < samples; n++) {
			final double whole = values[n * (cells + 1)];
			variance += (whole - mean) * (whole - mean) / (samples - 1);
			for (int cell = 0; cell < cells; cell++) {
				final double change = whole - values[n * (cells + 1) + 1 + cell];
				sums[cell] += change * change;
			}
		}
		final float[] indices = new float[cells];
		for (int cell = 0; cell < cells && variance > 0; cell++)
			indices[cell] = (float) (sums[cell] / (2 * samples * variance));
		return indices;
	}

	@Override
	public String toString() {
		return "sobol[samples=" + samples + ", grid=" + grid + ", seed=" + seed + ", upsampling=" +
			upsampling + "]";
	}

	/** Two Latin hypercubes: along each cell there is one value in each of as many equal parts of 0..1 as there are samples. */
	private static final class Design {

		private final int cells;
		private final float[][] a;
		private final float[][] b;

		Design(final int samples, final int cells, final long seed) {
			this.cells = cells;
			final SplittableRandom random = new SplittableRandom(seed);
			a = hypercube(samples, cells, random);
			b = hypercube(samples, cells, random);
		}

		private static float[][] hypercube(final int samples, final int cells,
			final SplittableRandom random) {
			final float[][] all = new float[samples][cells];
			for (int cell = 0; cell < cells; cell++)
				for (int n = 0; n < samples; n++) {
					final int other = random.nextInt(n + 1);
					all[n][cell] = all[other][cell];
					all[other][cell] = (float) ((n + random.nextDouble()) / samples);
				}
			return all;
		}

		/** Sample by sample: A, then A with each cell of B. */
		float[] mask(final int index) {
			final int n = index / (cells + 1);
			final int cell = index % (cells + 1) - 1;
			final float[] mask = a[n].clone();
			if (cell >= 0) mask[cell] = b[n][cell];
			return mask;
		}
	}
}
