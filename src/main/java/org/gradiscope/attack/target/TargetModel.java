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

package org.gradiscope.attack.target;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.gradiscope.engine.Answer;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * A network under attack on a batch of images, each with its criterion. It answers what an attack may
 * ask, and counts.
 */
public interface TargetModel {

	/** How many images the batch has; whatever is asked is asked of as many. */
	int count();

	/** How many classes the network has. */
	int classes();

	/** When image {@code index} fools. */
	Criterion criterion(int index);

	/** What was asked about image {@code index} so far. */
	QueryLog queries(int index);

	/** The same network, about one image of the batch alone; it counts in this one too. */
	TargetModel item(int index);

	/**
	 * The same network about the same images, with other criteria; it counts in this one too.
	 *
	 * @param criteria one for each image
	 */
	TargetModel with(List<? extends Criterion> criteria);

	/**
	 * The same network, about so many changed copies of one image; it counts for itself.
	 *
	 * @param index of the image
	 */
	TargetModel copies(int index, int count);

	/**
	 * A loss, its gradient and the scores of each image, in one run.
	 *
	 * @param images {@code [n, h, w, c]}, changed ones
	 */
	Answer lossAndGradient(Pixels images, Loss loss);

	/**
	 * A weighted sum of the scores of each class before the softmax, {@code sum_k w_nk z_k}, its gradient,
	 * and the scores.
	 *
	 * @param images {@code [m, h, w, c]}, as many as weights
	 * @param weights {@code [m, k]}
	 * @throws IllegalArgumentException if the criterion is not about classes
	 */
	Answer logits(Pixels images, Tensor weights);

	/** The scores before the softmax, {@code [n, k]} or {@code [n, h, w, c]}. */
	Tensor scores(Pixels images);

	/** Whether each image's scores fool. */
	default boolean[] fooled(final Tensor scores) {
		final boolean[] fooled = new boolean[count()];
		for (int n = 0; n < fooled.length; n++)
			fooled[n] = criterion(n).isMet(scores.item(n));
		return fooled;
	}

	/** What was asked of a network about one image. */
	final class QueryLog {

		private final List<Float> losses = new ArrayList<>();
		private final List<Float> confidences = new ArrayList<>();
		private int gradients;
		private int forwards;

		void addGradients(final int count) {
			gradients += count;
		}

		/** Counts one more run without the way back, for an attack that asks about copies of the image. */
		public void addForward() {
			forwards++;
		}

		void addStep(final float loss) {
			losses.add(loss);
		}

		void addStep(final float loss, final float confidence) {
			addStep(loss);
			confidences.add(confidence);
		}

		/** How many gradients. */
		public int gradients() {
			return gradients;
		}

		/** How many runs without the way back. */
		public int forwards() {
			return forwards;
		}

		/** The loss at each step. */
		public List<Float> losses() {
			return Collections.unmodifiableList(losses);
		}

		/** The probability of the class to be lost or reached at each step; empty for networks without classes. */
		public List<Float> confidences() {
			return Collections.unmodifiableList(confidences);
		}
	}
}
