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

import java.util.ArrayList;
import java.util.List;

import org.gradiscope.attribution.segment.Felzenszwalb;
import org.gradiscope.attribution.segment.SegmentRanking;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.objective.Objective;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * Integrated gradients by regions (Kapishnikov et al. 2019, "XRAI: Better Attributions Through Regions"): the image is cut into
 * segments at six scales, each a little enlarged, and these are taken in the order of their mean attribution, which is that of their
 * pixels in the map. Attributions are integrated gradients from black and from white, averaged, the largest over channels. Sizes are the paper's
 * of an image of 224x224 pixels, in proportion.
 *
 * @param steps of integrated gradients from each baseline
 */
public record Xrai(int steps) implements AttributionMethod {

	private static final double[] SCALES = { 50, 100, 150, 250, 500, 1200 };
	private static final double SIGMA = 0.8;
	private static final double SIDE = 224;
	private static final double RADIUS = 5;
	private static final double LEAST_OF_A_SEGMENT = 150;
	private static final double LEAST_ADDED = 50;

	/** @throws IllegalArgumentException if there are no steps */
	public Xrai {
		new IntegratedGradients(Baseline.Standard.BLACK, steps);
	}

	@Override
	public Attribution.Meaning meaning() {
		return Attribution.Meaning.CONTRIBUTION;
	}

	@Override
	public double forwardPasses(final ModelDescriptor network, final Pixels image) {
		return 2 * GRADIENT_PASSES * steps;
	}

	/** @throws IllegalArgumentException if the image is a volume */
	@Override
	public Attribution attribute(final Network network, final Pixels image, final Objective objective,
		final Progress progress) {
		AttributionMethod.requireOne(image);
		if (image.isVolume()) throw new IllegalArgumentException(
			"xrai is of pictures, but a volume was given; take integrated-gradients.");
		final Tensor black = integrated(Baseline.Standard.BLACK, network, image, objective,
			new Progress.SubProgress(progress, 0, 2));
		final Tensor white = integrated(Baseline.Standard.WHITE, network, image, objective,
			new Progress.SubProgress(progress, 1, 2));
		final double pixels = image.height() * image.width() / SIDE / SIDE;
		final float[] ranked = new SegmentRanking((int) (LEAST_ADDED * pixels))
			.of(largest(black, white), regions(image, pixels));
		return Attribution.of(Tensor.of(image.shape().with(3, 1), ranked));
	}

	private Tensor integrated(final Baseline from, final Network network, final Pixels image,
		final Objective objective, final Progress progress) {
		return new IntegratedGradients(from, steps).attribute(network, image, objective, progress)
			.map();
	}

	/** The largest over channels of the mean of two maps. */
	static double[] largest(final Tensor one, final Tensor other) {
		final int channels = one.shape().dimension(3);
		final double[] largest = new double[one.size() / channels];
		for (int p = 0; p < largest.length; p++) {
			largest[p] = Double.NEGATIVE_INFINITY;
			for (int i = p * channels; i < (p + 1) * channels; i++)
				largest[p] = Math.max(largest[p], (one.data()[i] + other.data()[i]) / 2.0);
		}
		return largest;
	}

	private static List<int[]> regions(final Pixels image, final double pixels) {
		final int least = (int) (LEAST_OF_A_SEGMENT * pixels);
		final int radius = (int) Math.round(RADIUS * Math.sqrt(pixels));
		final List<int[]> regions = new ArrayList<>();
		for (final double scale : SCALES)
			regions.addAll(new Enlargement(image.height(), image.width(), radius)
				.of(new Felzenszwalb(scale, SIGMA, least).of(image)));
		return regions;
	}

	@Override
	public String toString() {
		return "xrai[steps=" + steps + "]";
	}

	/** Segments with all pixels that are within a radius of theirs. */
	record Enlargement(int height, int width, int radius) {

		/** The indices of the pixels of each. */
		List<int[]> of(final int... numbers) {
			final List<List<Integer>> segments = new ArrayList<>();
			for (int p = 0; p < numbers.length; p++) {
				while (segments.size() <= numbers[p])
					segments.add(new ArrayList<>());
				segments.get(numbers[p]).add(p);
			}
			final int[] reached = new int[numbers.length];
			final List<int[]> all = new ArrayList<>();
			for (int number = 0; number < segments.size(); number++)
				all.add(enlarged(segments.get(number), number, numbers, reached));
			return all;
		}

		private int[] enlarged(final List<Integer> segment, final int number, final int[] numbers,
			final int[] reached) {
			final List<Integer> all = new ArrayList<>(segment);
			for (final int p : segment)
				if (isAtTheRim(p, numbers)) for (int y = -radius; y <= radius; y++)
					for (int x = -radius; x <= radius; x++) {
						final int other = at(p, x, y);
						if (other < 0 || x * x + y * y > radius * radius || numbers[other] == number ||
							reached[other] == number + 1) continue;
						reached[other] = number + 1;
						all.add(other);
					}
			return all.stream().mapToInt(p -> p).toArray();
		}

		private boolean isAtTheRim(final int p, final int... numbers) {
			for (int y = -1; y <= 1; y++)
				for (int x = -1; x <= 1; x++)
					if (at(p, x, y) >= 0 && numbers[at(p, x, y)] != numbers[p]) return true;
			return false;
		}

		/** -1 beyond the picture. */
		private int at(final int p, final int right, final int down) {
			final int x = p % width + right;
			final int y = p / width + down;
			return x < 0 || y < 0 || x >= width || y >= height ? -1 : y * width + x;
		}
	}
}
