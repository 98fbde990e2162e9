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

package org.gradiscope.preprocessing;

import java.util.List;

/**
 * How much the answers to several images differ, whatever the size of the scores: that is set so that the
 * probabilities are as sure as those of networks usually are of images that they have not seen.
 */
final class Diversity {

	/** The entropy of one answer, on average, of the largest there is. Measured: 0.25 to 0.32 in trained networks. */
	private static final double USUAL = 0.3;

	/** Of the logarithm of a temperature. */
	private static final double LARGEST = 12;
	private static final int HALVINGS = 50;

	private final List<float[]> scores;
	/** Whether each class is there or not for itself. */
	private final boolean each;
	private final double temperature;

	/** @param scores of each image, before the softmax or the sigmoid */
	Diversity(final List<float[]> scores, final boolean each) {
		this.scores = scores;
		this.each = each;
		double cold = -LARGEST;
		double hot = LARGEST;
		for (int i = 0; i < HALVINGS; i++) {
			final double middle = (cold + hot) / 2;
			if (entropy(Math.exp(middle)) < USUAL) cold = middle;
			else hot = middle;
		}
		temperature = Math.exp(hot);
	}

	/** By which scores are divided so that the answers have the usual entropy. */
	double temperature() {
		return temperature;
	}

	/** Of one answer at a temperature, on average, of the largest there is. */
	double entropy(final double at) {
		return entropies(at).mean() / most();
	}

	/**
	 * What an answer tells of which image it is of: the entropy of the mean probabilities minus that of one answer,
	 * over what it could be.
	 */
	double information() {
		return entropies(1).information() / Math.min(Math.log(scores.size()), most());
	}

	/** The same at the usual entropy. */
	double spread() {
		return entropies(temperature).information() /
			Math.min(Math.log(scores.size()), (1 - USUAL) * most());
	}

	private Entropies entropies(final double at) {
		final Entropies entropies = new Entropies(each);
		scores.forEach(one -> entropies.add(probabilities(one, at)));
		return entropies;
	}

	private double most() {
		final int classes = scores.get(0).length;
		return each ? classes * Math.log(2) : Math.log(classes);
	}

	private double[] probabilities(final float[] one, final double at) {
		final double[] all = new double[one.length];
		double max = Double.NEGATIVE_INFINITY;
		for (final float score : one)
			max = Math.max(max, score);
		double sum = 0;
		for (int i = 0; i < all.length; i++) {
			all[i] = each ? 1 / (1 + Math.exp(-one[i] / at)) : Math.exp((one[i] - max) / at);
			sum += all[i];
		}
		for (int i = 0; i < all.length && !each; i++)
			all[i] /= sum;
		return all;
	}
}
