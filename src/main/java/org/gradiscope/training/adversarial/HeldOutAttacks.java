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

import java.util.List;

import org.gradiscope.attack.method.AttackMethod;
import org.gradiscope.attack.method.AttackMethods;
import org.gradiscope.attack.method.BlackBoxMethods;
import org.gradiscope.attack.method.blackbox.Square;
import org.gradiscope.attack.robustness.AccuracyUnderAttack;
import org.gradiscope.attack.robustness.AccuracyUnderAttack.Point;
import org.gradiscope.attack.robustness.Epsilons;
import org.gradiscope.attack.robustness.LabelledImages;
import org.gradiscope.attack.robustness.Transferability;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;

/**
 * What judges a hardened network: attacks on held-out images, of which one, Square, asks for no gradient, so that a
 * network that only hides its own is found out.
 *
 * @param heldOut with their classes
 * @param epsilon in L-infinity, in grey levels, over 0
 * @param queries of Square about each image, at least 1
 */
public record HeldOutAttacks(LabelledImages heldOut, double epsilon, int queries) {

	/** How many images are right: clean, under PGD of 40 steps, and under Square. */
	public List<Point> accuracy(final Network network, final Progress progress) {
		return attacks().of(network, heldOut, progress);
	}

	/**
	 * The same of a network and of one with a defence before it, each attack made on the one and on the
	 * other.
	 *
	 * @param name of the defence
	 */
	public List<Point> accuracy(final Network network, final Network behind, final String name,
		final Progress progress) {
		return attacks().of(network, behind, name, heldOut, progress);
	}

	private AccuracyUnderAttack attacks() {
		final List<AttackMethod> methods = List.of(AttackMethods.PGD,
			BlackBoxMethods.SQUARE.usually(bound -> Square.of(bound).withQueries(queries)));
		return new AccuracyUnderAttack(methods, new Epsilons(List.of(0., epsilon), false));
	}

	/** How often what fools one of several networks, by one step along the gradient's sign, fools another. */
	public Transferability transfer(final List<? extends Network> networks, final Progress progress) {
		return Transferability.of(networks, AttackMethods.FGSM, new Epsilons(List.of(epsilon), false),
			heldOut, false, progress);
	}
}
