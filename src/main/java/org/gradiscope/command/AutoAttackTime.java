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

package org.gradiscope.command;

import java.util.List;
import java.util.Optional;

import org.gradiscope.attack.defence.Defence;
import org.gradiscope.attack.defence.DefendedNetwork;
import org.gradiscope.attack.method.AttackMethod;
import org.gradiscope.attack.method.AttackMethods;
import org.gradiscope.attack.method.AutoAttack;
import org.gradiscope.attack.robustness.Epsilons;

/**
 * How long AutoAttack would take on the images of a curve.
 *
 * @param gradient how long the network takes for that of one image, in seconds
 * @param images how many
 * @param epsilons AutoAttack runs for each over 0
 * @param defence before the network, which is attacked without and with it then
 */
record AutoAttackTime(double gradient, int images, Epsilons epsilons, Optional<Defence> defence) {

	/** So many seconds are not too many to speak of it. */
	private static final double AFFORDABLE = 600;

	/** At most, in seconds; what a defence takes itself is not known. */
	double seconds() {
		final long runs = epsilons.sizes().stream().filter(size -> size > 0).count();
		final int draws =
			defence.map(one -> 1 + (one.isRandom() ? DefendedNetwork.DRAWS : 1)).orElse(1);
		return gradient * AutoAttack.GRADIENTS * draws * runs * images;
	}

	/** Empty where AutoAttack was among the methods, has no epsilon to run for, or would take too long. */
	Optional<String> sentence(final List<AttackMethod> methods) {
		final boolean done = methods.stream()
			.anyMatch(method -> method.name().startsWith(AttackMethods.AUTOATTACK.name()));
		final double most = seconds();
		if (done || most == 0 || most > AFFORDABLE) return Optional.empty();
		return Optional
			.of("A stronger attack may fool more: methods=autoattack would take at most about " +
				(most < 90 ? Math.max(1, Math.round(most)) + " s" : Math.round(most / 60) + " minutes") +
				(defence.isPresent() ? " here, and what the defence itself takes." : " here."));
	}
}
