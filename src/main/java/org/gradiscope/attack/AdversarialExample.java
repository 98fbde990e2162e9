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

package org.gradiscope.attack;

import org.gradiscope.attack.target.Criterion;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.metric.StructuralSimilarity;
import org.gradiscope.objective.Expression;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * A perturbed image, judged.
 *
 * @param image the perturbed image
 * @param before the network's prediction for the original; null of a network that outputs images
 * @param after the network's prediction for {@code image}; null of a network that outputs images
 * @param success whether the criterion is met by what the network says of {@code image}
 * @param change from the original
 */
public record AdversarialExample(Pixels image, Prediction before, Prediction after, boolean success,
	PerturbationSize change) {

	/**
	 * Asks the network what it takes the perturbed image for, and measures the change.
	 *
	 * @param before the network's prediction for the original; null of a network that outputs images
	 */
	public static AdversarialExample judge(final Network network, final Pixels original,
		final Prediction before, final Pixels perturbed, final Criterion criterion) {
		final Tensor scores = network.activation(perturbed, Expression.LOGITS);
		final Prediction after =
			before == null ? null : Prediction.ofScores(network.descriptor(), scores);
		return new AdversarialExample(perturbed, before, after, criterion.isMet(scores),
			PerturbationSize.of(original, perturbed.values()));
	}

	/** The largest change of any value, in grey levels. */
	public double linf() {
		return change.linf();
	}

	/** The Euclidean norm of the change, in grey levels. */
	public double l2() {
		return change.l2();
	}

	/**
	 * How much an image was changed.
	 *
	 * @param l0 how many values are other ones; a pixel has one for each channel
	 * @param l1 the sum of all changes, in grey levels
	 * @param l2 the Euclidean norm of the change, in grey levels
	 * @param linf the largest change of any value, in grey levels
	 * @param ssim structural similarity to the original, 1 where nothing changed
	 * @param psnr the peak signal-to-noise ratio, {@code 20 log10(R / rms)} in decibels, R the extent of the
	 *          value range and rms the root mean square change; infinite where nothing changed
	 */
	public record PerturbationSize(int l0, double l1, double l2, double linf, double ssim,
		double psnr) {

		/**
		 * Of one image.
		 *
		 * @param original {@code [1, h, w, c]}, in grey levels
		 * @param changed of the same shape
		 */
		public static PerturbationSize of(final Pixels original, final Tensor changed) {
			final float[] from = original.values().data();
			final float[] to = changed.data();
			int count = 0;
			double sum = 0;
			double squares = 0;
			double largest = 0;
			for (int i = 0; i < from.length; i++) {
				final double change = Math.abs((double) to[i] - from[i]);
				if (change > 0) count++;
				sum += change;
				squares += change * change;
				largest = Math.max(largest, change);
			}
			final double extent = original.range().extent();
			return new PerturbationSize(count, sum, Math.sqrt(squares), largest,
				StructuralSimilarity.of(original.values(), changed, extent),
				10 * Math.log10(extent * extent * from.length / squares));
		}
	}
}
