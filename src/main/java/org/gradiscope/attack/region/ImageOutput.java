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

package org.gradiscope.attack.region;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

import org.gradiscope.attribution.RegionTarget;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Network;
import org.gradiscope.objective.Expression;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * What a network gave the clean image, and which part of it is the region. A picture of one channel is a
 * map (a restored picture, one probability); of several, the scores of so many classes at each position.
 *
 * @param before {@code [1, h, w, c]}, of volumes {@code [1, d, h, w, c]}
 * @param weights how much of each position belongs to the region, {@code [h w]}, which sum to 1
 */
record ImageOutput(Tensor before, float[] weights) {

	/**
	 * @param region {@code [1, h, w, 1]} of the image's size: 1 in the selection, 0 outside
	 * @throws EngineException if the network gives no pictures
	 * @throws IllegalArgumentException if the selection holds no position of them
	 */
	static ImageOutput of(final Network network, final Pixels image, final Tensor region) {
		final Tensor before = network.activation(image, Expression.LOGITS);
		if (before.shape().rank() < 4)
			throw new EngineException("A region is attacked in networks that output an image, but " +
				network.descriptor().name() + " outputs class scores; take a class as the target.");
		final float[] weights = RegionTarget.weights(region, before.shape()).data().clone();
		double sum = 0;
		for (final float weight : weights)
			sum += weight;
		for (int p = 0; p < weights.length; p++)
			weights[p] /= (float) sum;
		return new ImageOutput(before, weights);
	}

	int channels() {
		return before.shape().dimension(-1);
	}

	boolean isMap() {
		return channels() == 1;
	}

	/** The mean of something over the region. */
	double mean(final IntToDoubleFunction ofPosition) {
		double mean = 0;
		for (int p = 0; p < weights.length; p++)
			if (weights[p] > 0) mean += weights[p] * ofPosition.applyAsDouble(p);
		return mean;
	}

	/** Which part of the region is so, 0..1. */
	double share(final IntPredicate position) {
		return mean(p -> position.test(p) ? 1 : 0);
	}

	/** The channel of the largest score at each position; the first of equal ones. */
	int[] best(final Tensor scores) {
		final int[] best = new int[weights.length];
		final int channels = channels();
		for (int p = 0; p < best.length; p++)
			for (int c = 1; c < channels; c++)
				if (scores.data()[p * channels + c] > scores.data()[p * channels + best[p]]) best[p] = c;
		return best;
	}

	/** The channel that is the best at most positions outside of the region; the first of equal ones. */
	int background() {
		final int[] best = best(before);
		final int[] counts = new int[channels()];
		outside().forEach(p -> counts[best[p]]++);
		int commonest = 0;
		for (int c = 1; c < counts.length; c++)
			if (counts[c] > counts[commonest]) commonest = c;
		return commonest;
	}

	/** Of a map: the median of what is outside of the region. */
	double median() {
		final double[] values = outside().mapToDouble(p -> before.data()[p]).sorted().toArray();
		return (values[(values.length - 1) / 2] + values[values.length / 2]) / 2;
	}

	private IntStream outside() {
		final int[] outside = IntStream.range(0, weights.length).filter(p -> weights[p] == 0).toArray();
		if (outside.length == 0) throw new IllegalArgumentException(
			"The region's background is what lies outside of the selection, but it covers the whole " +
				"output of the network; select less.");
		return Arrays.stream(outside);
	}

	/** Of a map: how far its values reach. */
	double span() {
		final double[] values =
			IntStream.range(0, weights.length).mapToDouble(p -> before.data()[p]).sorted().toArray();
		return values[values.length - 1] - values[0];
	}
}
