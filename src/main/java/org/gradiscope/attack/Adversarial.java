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

import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/**
 * A perturbed image, judged.
 *
 * @param image the perturbed image
 * @param before the network's prediction for the original
 * @param after the network's prediction for {@code image}
 * @param success whether the criterion is met by {@code after}
 * @param linf the largest change of any pixel, in grey levels
 * @param l2 the Euclidean norm of the change, in grey levels
 */
public record Adversarial(Pixels image, Prediction before, Prediction after, boolean success,
	double linf, double l2) {

	/**
	 * Asks the network what it takes the perturbed image for, and measures the change.
	 *
	 * @param before the network's prediction for the original
	 */
	public static Adversarial judge(final Network network, final Pixels original,
		final Prediction before, final Pixels perturbed, final Criterion criterion) {
		final Prediction after = Prediction.of(network, perturbed).get(0);
		double linf = 0;
		double squares = 0;
		for (int i = 0; i < original.values().size(); i++) {
			final double change = perturbed.values().data()[i] - original.values().data()[i];
			linf = Math.max(linf, Math.abs(change));
			squares += change * change;
		}
		return new Adversarial(perturbed, before, after, criterion.isMet(Tensor.of(
			Shape.of(1, after.logits().length), after.logits())), linf, Math.sqrt(
				squares));
	}
}
