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
import java.util.List;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.AttackMethod;
import org.gradiscope.attack.Bound;
import org.gradiscope.attack.BoundedAttack;
import org.gradiscope.attack.Criterion;
import org.gradiscope.attack.NetworkVictim;
import org.gradiscope.attack.Norm;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/** A batch after an attack, as it would be saved. */
final class Perturbed {

	private final Batch batch;
	private final Norm norm;
	private final Pixels saved;

	private Perturbed(final Batch batch, final Norm norm, final Pixels saved) {
		this.batch = batch;
		this.norm = norm;
		this.saved = saved;
	}

	/** Whether a method seeks the smallest change by itself, so that no epsilon bounds it. */
	static boolean isMinimal(final AttackMethod method) {
		return !(method.usual(1) instanceof BoundedAttack);
	}

	/**
	 * Attacks each image, away from its label.
	 *
	 * @param perValue epsilon in grey levels for each value, over 0; where that is under a level of what
	 *          has whole ones, nothing changes
	 */
	static Perturbed of(final Network network, final Batch batch, final AttackMethod method,
		final double perValue, final Progress progress) {
		final Attack attack = method.usual(method.norm().epsilon(perValue, batch.values()));
		final Bound bound = attack.bound();
		final List<Criterion> criteria = Arrays.stream(batch.labels()).<Criterion>mapToObj(
			Criterion.Misclassification::new).toList();
		if (!batch.saving().holds(bound)) return new Perturbed(batch, method.norm(), batch.images());
		final Pixels exact = Attack.run(attack, new NetworkVictim(network, criteria), batch.images(),
			progress);
		return new Perturbed(batch, method.norm(), exact.with(batch.saving().saved(batch.images()
			.values(), exact.values(), bound)));
	}

	/** The classes that a network takes the images for. */
	int[] classes(final Network network) {
		return classes(network, saved);
	}

	/** The class that a network takes each image for. */
	static int[] classes(final Network network, final Pixels images) {
		return Prediction.of(network, images).stream().mapToInt(Prediction::best).toArray();
	}

	/** How far the images are from the originals, for each value as epsilon is. */
	double[] sizes() {
		final double unit = norm.epsilon(1, batch.values());
		final double[] sizes = new double[batch.count()];
		for (int n = 0; n < sizes.length; n++) {
			final Tensor from = batch.images().values().item(n);
			final float[] change = saved.values().item(n).data();
			for (int i = 0; i < change.length; i++)
				change[i] -= from.data()[i];
			sizes[n] = size(change) / unit;
		}
		return sizes;
	}

	private double size(final float[] change) {
		double largest = 0;
		double squares = 0;
		for (final float each : change) {
			largest = Math.max(largest, Math.abs(each));
			squares += (double) each * each;
		}
		return norm == Norm.LINF ? largest : Math.sqrt(squares);
	}
}
