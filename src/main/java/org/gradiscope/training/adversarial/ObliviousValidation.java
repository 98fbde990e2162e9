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

package org.gradiscope.training.adversarial;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.method.gradient.Pgd;
import org.gradiscope.engine.Batches;
import org.gradiscope.engine.Network;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.training.Examples;
import org.gradiscope.training.Validation;

/**
 * The share of held-out images that are right after an attack on another network, which knows nothing of
 * the one that is trained, and clean. The mean of both decides which weights are kept: what is won under attack
 * is not to be lost where there is none.
 *
 * @param heldOut clean
 * @param attacked the same, perturbed
 */
public record ObliviousValidation(Examples heldOut, Pixels attacked) implements Validation {

	/** Under PGD of so many steps on a network; it is run once. */
	public static ObliviousValidation pgd(final Network source, final Examples heldOut,
		final Bound bound, final int steps) {
		final List<Tensor> attacked = new ArrayList<>();
		final int together = Batches.size(heldOut.images(), heldOut.count());
		for (int from = 0; from < heldOut.count(); from += together)
			attacked.add(AttackTraining.perturbed(Pgd.of(bound).withSteps(steps), source,
				heldOut.items(from, Math.min(from + together, heldOut.count()))).values());
		return new ObliviousValidation(heldOut, heldOut.images().with(Tensor.batch(attacked)));
	}

	@Override
	public Map<String, Double> of(final Network network) {
		final Map<String, Double> measured = new LinkedHashMap<>();
		final double hard = Validation.right(network, heldOut.with(attacked)).value();
		final double clean = Validation.right(network, heldOut).value();
		measured.put("mean of both accuracies", (hard + clean) / 2);
		measured.put("accuracy under PGD on the bare network", hard);
		measured.put(ACCURACY, clean);
		return measured;
	}
}
