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

import java.util.LinkedHashMap;
import java.util.Map;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.method.gradient.Pgd;
import org.gradiscope.engine.Batches;
import org.gradiscope.engine.Network;
import org.gradiscope.training.Examples;
import org.gradiscope.training.Validation;

/**
 * The share of held-out images that are right, under an attack and clean. The first decides which weights
 * are kept.
 *
 * @param attack of each image, real-valued
 * @param name of the attack
 */
public record RobustValidation(Examples heldOut, Attack attack, String name) implements Validation {

	/** Under PGD of so many steps. */
	public static RobustValidation pgd(final Examples heldOut, final Bound bound, final int steps) {
		return new RobustValidation(heldOut, Pgd.of(bound).withSteps(steps), "PGD");
	}

	@Override
	public Map<String, Double> of(final Network network) {
		final Map<String, Double> measured = new LinkedHashMap<>();
		measured.put("accuracy under " + name, attacked(network));
		measured.put(ACCURACY, Validation.right(network, heldOut).value());
		return measured;
	}

	private double attacked(final Network network) {
		int right = 0;
		final int together = Batches.size(heldOut.images(), heldOut.count());
		for (int from = 0; from < heldOut.count(); from += together) {
			final Examples part = heldOut.items(from, Math.min(from + together, heldOut.count()));
			right += Validation.right(network, part.with(AttackTraining.perturbed(attack, network, part)))
				.count();
		}
		return (double) right / heldOut.count();
	}
}
