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

package org.gradiscope.attack.robustness;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.BoundedAttack;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.method.AttackMethod;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.NetworkTargetModel;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.objective.Expression;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/** Attacks away from labels, on batches. */
final class Untargeted {

	/** Those that seek the smallest change by themselves, so that no epsilon bounds it. */
	private static final Set<AttackMethod> MINIMAL = EnumSet.of(AttackMethod.DEEPFOOL,
		AttackMethod.DEEPFOOL_LINF, AttackMethod.CW_L2);

	private Untargeted() {}

	/** Whether a method seeks the smallest change by itself. */
	static boolean isMinimal(final AttackMethod method) {
		return MINIMAL.contains(method);
	}

	/**
	 * @throws IllegalArgumentException unless a method leads each image away from its class by a change
	 *           that epsilon measures
	 */
	static void check(final AttackMethod method) {
		if (!isUsable(method))
			throw new IllegalArgumentException("A method is needed that leads each " +
				"image away from its class by a change that epsilon measures, but '" + method +
				"' was given; take one of " + Arrays.stream(AttackMethod.values()).filter(
					Untargeted::isUsable).map(AttackMethod::toString).collect(Collectors.joining(", ")) +
				".");
	}

	/** What changes a whole stack alike is of the stack, not of its images. */
	private static boolean isUsable(final AttackMethod method) {
		return isMinimal(method) ||
			method.usual(1) instanceof BoundedAttack && method != AttackMethod.UNIVERSAL;
	}

	/** The bound of a method, for an epsilon for each value. */
	static Bound bound(final AttackMethod method, final ImageBatch batch, final double perValue) {
		return new Bound(method.norm(), method.norm().epsilon(perValue, batch.values()));
	}

	/**
	 * Attacks each image, away from its label.
	 *
	 * @param perValue epsilon in grey levels for each value, over 0; where that is under a level of what
	 *          has whole ones, nothing changes
	 */
	static PerturbedBatch perturb(final Network network, final ImageBatch batch,
		final AttackMethod method,
		final double perValue, final Progress progress) {
		final Bound bound = bound(method, batch, perValue);
		final boolean minimal = isMinimal(method);
		if (!minimal && !batch.format().canChange(bound))
			return new PerturbedBatch(batch, bound.norm(), batch
				.images());
		final Pixels exact = Attack.run(method.usual(bound.epsilon()), new NetworkTargetModel(network,
			criteria(network, batch, method)), batch.images(), progress);
		return minimal ? PerturbedBatch.lengthened(network, batch, bound.norm(), exact)
			: PerturbedBatch.saved(
				batch, bound, exact);
	}

	/** Away from the label; the least likely class is a target. */
	private static List<Criterion> criteria(final Network network, final ImageBatch batch,
		final AttackMethod method) {
		if (method != AttackMethod.LEAST_LIKELY)
			return Arrays.stream(batch.labels()).<Criterion>mapToObj(
				Criterion.Misclassification::new).toList();
		final Tensor scores = network.activation(batch.images(), Expression.LOGITS);
		return IntStream.range(0, batch.count()).<Criterion>mapToObj(n -> Criterion.leastLikely(scores
			.item(n))).toList();
	}
}
