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

package org.gradiscope.attribution.segment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.transform.GaussianBlur;

/**
 * Segments that differ from each other by more than their parts do (Felzenszwalb &amp; Huttenlocher 2004, "Efficient Graph-Based Image
 * Segmentation"): neighbouring pixels, corners too, are joined in the order of their difference of colour, as long as that is less
 * than the largest one within either side plus {@code scale / size}.
 *
 * @param scale the larger, the larger are segments; of values of 0 to 255
 * @param sigma of the blur before, in pixels; 0 for none
 * @param least smaller segments are joined to a neighbour, in pixels
 */
public record Felzenszwalb(double scale, double sigma, int least) {

	/** To the neighbours behind a pixel, across and down. */
	private static final int[][] STEPS = { { 1, 0 }, { 0, 1 }, { 1, 1 }, { -1, 1 } };

	/** Two pixels side by side. */
	private record Edge(int one, int other, double difference) {}

	/** The number of the segment of each pixel, row by row, from 0. */
	public int[] of(final Pixels image) {
		final Tensor smooth = sigma > 0 ? GaussianBlur.of(image.values(), sigma) : image.values();
		final Edge[] edges = edges(smooth, image.range().extent());
		final Forest forest = new Forest(image.height() * image.width());
		for (final Edge edge : edges)
			forest.joinIfAlike(edge, scale / 255);
		for (final Edge edge : edges)
			forest.joinIfSmall(edge, least);
		return forest.numbers();
	}

	/** From the smallest difference; equal ones in the order of their pixels. */
	private static Edge[] edges(final Tensor image, final double extent) {
		final int height = image.shape().dimension(1);
		final int width = image.shape().dimension(2);
		final List<Edge> edges = new ArrayList<>();
		for (int p = 0; p < height * width; p++)
			for (final int[] step : STEPS) {
				final int x = p % width + step[0];
				final int y = p / width + step[1];
				if (x < 0 || x >= width || y >= height) continue;
				final int other = y * width + x;
				edges.add(new Edge(p, other, difference(image, p, other) / extent));
			}
		return edges.stream().sorted(Comparator.comparingDouble(Edge::difference)).toArray(Edge[]::new);
	}

	private static double difference(final Tensor image, final int p, final int other) {
		final int channels = image.shape().dimension(3);
		double sum = 0;
		for (int c = 0; c < channels; c++) {
			final double one = image.data()[p * channels + c] - image.data()[other * channels + c];
			sum += one * one;
		}
		return Math.sqrt(sum);
	}

	/** Segments as trees of pixels. */
	private static final class Forest {

		private final int[] parents;
		private final int[] sizes;
		/** The largest difference within each. */
		private final double[] inner;

		Forest(final int pixels) {
			parents = IntStream.range(0, pixels).toArray();
			sizes = new int[pixels];
			Arrays.fill(sizes, 1);
			inner = new double[pixels];
		}

		private int root(final int pixel) {
			int root = pixel;
			while (parents[root] != root)
				root = parents[root];
			for (int p = pixel; p != root;) {
				final int next = parents[p];
				parents[p] = root;
				p = next;
			}
			return root;
		}

		void joinIfAlike(final Edge edge, final double threshold) {
			final int one = root(edge.one());
			final int other = root(edge.other());
			if (one == other || edge.difference() >=
				Math.min(inner[one] + threshold / sizes[one], inner[other] + threshold / sizes[other]))
				return;
			inner[join(one, other)] = edge.difference();
		}

		void joinIfSmall(final Edge edge, final int least) {
			final int one = root(edge.one());
			final int other = root(edge.other());
			if (one != other && (sizes[one] < least || sizes[other] < least)) join(one, other);
		}

		private int join(final int one, final int other) {
			final int root = Math.min(one, other);
			parents[Math.max(one, other)] = root;
			sizes[root] = sizes[one] + sizes[other];
			return root;
		}

		/** In the order of their first pixels. */
		int[] numbers() {
			final int[] numbers = new int[parents.length];
			int next = 0;
			for (int p = 0; p < numbers.length; p++)
				numbers[p] = root(p) == p ? next++ : numbers[root(p)];
			return numbers;
		}
	}
}
