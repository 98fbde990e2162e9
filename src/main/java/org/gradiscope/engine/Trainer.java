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

package org.gradiscope.engine;

import java.util.List;

import org.gradiscope.model.Labels;
import org.gradiscope.model.Model;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.tensor.Pixels;

/**
 * A network in training. Equal architecture, options and batches give equal weights, bit for bit, on
 * one machine.
 */
public interface Trainer extends AutoCloseable {

	/**
	 * One step on one batch.
	 *
	 * @param images {@code [n, h, w, c]}; height and width may differ between batches
	 * @param targets the class of each image
	 * @return the mean cross-entropy before the step
	 */
	float step(Pixels images, int[] targets);

	/** The network as it now stands, its weights made constants, with what is known of it. */
	Model freeze(String name);

	@Override
	void close();

	/**
	 * A plain fully convolutional classifier: blocks of convolutions (3x3 or as given, SAME padding, each
	 * with a bias and a ReLU), the mean over all positions, and a dense layer to the logits.
	 *
	 * @param preprocessing from the caller's pixels to the first convolution
	 * @param convolutions in order
	 * @param labels one per class
	 */
	record Architecture(Preprocessing preprocessing, List<Convolution> convolutions, Labels labels) {

		/**
		 * One convolution with its ReLU.
		 *
		 * @param name the layer's name
		 * @param kernel the side of the square kernel, in positions, odd
		 * @param channels the number of output channels
		 * @param pool whether the mean of each 2x2 square is taken after the ReLU, halving both sides
		 */
		public record Convolution(String name, int kernel, int channels, boolean pool) {}
	}

	/**
	 * How a network is trained, by Adam (Kingma &amp; Ba 2014) on the mean cross-entropy of a batch.
	 *
	 * @param steps the number of batches
	 * @param learningRate Adam's largest step size; it is risen to along the first twentieth of the steps,
	 *          so that no ReLU is closed for good, and falls to 0 along half a cosine
	 * @param weightDecay decoupled decay of the kernels per step, times the step size (Loshchilov &amp;
	 *          Hutter 2017)
	 * @param labelSmoothing the share of each target that is spread over all classes, 0..1, so that the
	 *          network is never surer than it can be (Szegedy et al. 2015)
	 * @param seed of the first weights
	 */
	record TrainingOptions(int steps, double learningRate, double weightDecay, double labelSmoothing,
		long seed) {

		/** @throws IllegalArgumentException if there is no step or no step size */
		public TrainingOptions {
			if (steps < 1 || !(learningRate > 0) || !(weightDecay >= 0) ||
				!(labelSmoothing >= 0 && labelSmoothing < 1))
				throw new IllegalArgumentException("Training needs steps >= 1, a " +
					"learning rate > 0, a weight decay >= 0 and a label smoothing in 0..1, but " + steps +
					", " + learningRate + ", " + weightDecay + " and " + labelSmoothing + " were given.");
		}
	}
}
