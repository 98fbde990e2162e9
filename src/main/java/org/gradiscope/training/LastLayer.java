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

package org.gradiscope.training;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import org.gradiscope.engine.Architecture;
import org.gradiscope.engine.TrainableNetwork;
import org.gradiscope.model.Channels;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Labels;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;

/**
 * A dense layer that is trained by itself, on the features that it takes: a network whose images have one
 * pixel, and a channel for each feature. It sees them with mean 0 and a deviation of 1 or less, so that one
 * size of steps fits the features of any network:
 *
 * <pre>
 * (x - m) / d W + b  =  x W' + b',   W' = W / d,   b' = b - m W'
 * </pre>
 *
 * @param mean m, of each feature
 * @param deviation d, of each, at least the usual one of all: a feature that hardly varies is not made larger
 *          than the others
 */
record LastLayer(List<Float> mean, List<Float> deviation) {

	/** Of a feature that does not vary: nothing is known of it, so it does not count. */
	private static final float ALL = 1e30f;

	/**
	 * That of some features.
	 *
	 * @param features {@code [n, 1, 1, f]}, of the images trained on
	 */
	static LastLayer of(final Tensor features) {
		final int count = features.shape().dimension(-1);
		final int images = features.size() / count;
		final double[] sums = new double[count];
		final double[] squares = new double[count];
		for (int i = 0; i < features.size(); i++)
			sums[i % count] += features.data()[i];
		for (int i = 0; i < features.size(); i++) {
			final double off = features.data()[i] - sums[i % count] / images;
			squares[i % count] += off * off;
		}
		double all = 0;
		for (final double square : squares)
			all += square / images;
		final double usual = Math.sqrt(all / count);
		final List<Float> means = new ArrayList<>();
		final List<Float> deviations = new ArrayList<>();
		for (int j = 0; j < count; j++) {
			means.add((float) (sums[j] / images));
			deviations
				.add(squares[j] == 0 ? ALL : (float) Math.max(usual, Math.sqrt(squares[j] / images)));
		}
		return new LastLayer(means, deviations);
	}

	/** The layer as a network, yet to be trained. */
	Architecture architecture(final Labels labels) {
		return new Architecture(new Preprocessing(Channels.of(mean.size()), ValueRange.UNIT, mean,
			deviation, InputSize.atLeast(1, 1)), List.of(), labels);
	}

	/**
	 * Gives a network this last layer, so that its scores are those of the layer by itself.
	 *
	 * @param trained of {@link #architecture}: its weights are kernel and bias
	 * @param whole whose first weights, of such shapes, are kernel and bias of its last layer
	 */
	void put(final TrainableNetwork trained, final TrainableNetwork whole) {
		final Iterator<Tensor> weights = trained.values().values().iterator();
		final Tensor kernel = weights.next();
		final Tensor bias = weights.next();
		final int classes = bias.size();
		final double[] moved = new double[classes];
		for (int j = 0; j < mean.size(); j++)
			for (int k = 0; k < classes; k++) {
				final int at = j * classes + k;
				kernel.data()[at] /= deviation.get(j);
				moved[k] += (double) mean.get(j) * kernel.data()[at];
			}
		for (int k = 0; k < classes; k++)
			bias.data()[k] -= (float) moved[k];
		final Map<String, Tensor> all = whole.values();
		whole.assign(Map.of(first(all, kernel), kernel, first(all, bias), bias));
	}

	/** A layer may have the weights of more than one product. */
	private static String first(final Map<String, Tensor> weights, final Tensor like) {
		return weights.entrySet().stream()
			.filter(weight -> weight.getValue().shape().equals(like.shape())).map(Map.Entry::getKey)
			.findFirst().orElseThrow();
	}
}
