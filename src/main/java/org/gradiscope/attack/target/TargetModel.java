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
	default TargetModel item(final int index) {
		return items(index);
	}

	/**
	 * The same network, about some images of the batch; it counts in this one too.
	 *
	 * @param indices of the images, at least one
	 */
	TargetModel items(int... indices);

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

	/**
	 * The same of any number of changed copies, each a query about the image that it is a copy of.
	 *
	 * @param images {@code [m, h, w, c]}
	 * @param of the index of each one's original
	 * @return {@code [m, k]} or {@code [m, h, w, c]}
	 */
	Tensor query(Pixels images, int[] of);

	/**
	 * The probability that the network's scores give the class to be lost or reached.
	 *
	 * @param index of the image
	 * @param scores before the softmax or the sigmoid, {@code [1, k]}
	 * @return 0..1; NaN of networks without classes
	 */
	double probability(int index, Tensor scores);

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
		private final List<Point> course = new ArrayList<>();
		private int gradients;
		private int forwards;
		private int firstSuccess;
		private String obstacle = "";

		/**
		 * How far an attack had come.
		 *
		 * @param queries asked so far
		 * @param value the probability of the class to be lost or reached, or the distance from the image
		 */
		public record Point(int queries, double value) {}

		void addGradients(final int count) {
			gradients += count;
		}

		void addForward() {
			forwards++;
		}

		/** One more run without the way back, and whether its answer fools. */
		void addQuery(final boolean fooled) {
			forwards++;
			if (fooled && firstSuccess == 0) firstSuccess = forwards;
		}

		/** How far an attack that asks for no gradients has come now. */
		public void addPoint(final double value) {
			course.add(new Point(forwards, value));
		}

		/** Why an attack does not go on, and the remedy. */
		public void giveUp(final String why) {
			obstacle = why;
		}

		/** What kept an attack from going on; empty if nothing did. */
		public String obstacle() {
			return obstacle;
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

		/** The first query whose answer fooled, counted from 1; 0 if there was none. */
		public int firstSuccess() {
			return firstSuccess;
		}

		/** How far an attack that asks for no gradients had come, by ascending queries. */
		public List<Point> course() {
			return Collections.unmodifiableList(course);
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
