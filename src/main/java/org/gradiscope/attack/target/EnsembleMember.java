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

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.gradiscope.attack.target.Criterion.OfClasses;
import org.gradiscope.engine.Network;
import org.gradiscope.tensor.Tensor;

/**
 * A network of an ensemble: what is asked and answered in the classes of the first, in its own.
 *
 * @param model about the images, with criteria of its own
 * @param classes where each class of the first network is among its own
 */
record EnsembleMember(TargetModel model, int[] classes) {

	EnsembleMember with(final TargetModel other) {
		return new EnsembleMember(other, classes);
	}

	/** The same criteria in its own classes. */
	EnsembleMember with(final List<? extends Criterion> criteria) {
		return with(model.with(IntStream.range(0, criteria.size())
			.mapToObj(n -> own(criteria.get(n), ((OfClasses) model.criterion(n)).original(), classes))
			.toList()));
	}

	/** In the first network's order, {@code [n, k]}. */
	Tensor inOrder(final Tensor scores) {
		final Tensor ordered = Tensor.zeros(scores.shape());
		for (int i = 0; i < scores.size(); i++)
			ordered.data()[i] =
				scores.data()[i / classes.length * classes.length + classes[i % classes.length]];
		return ordered;
	}

	/** From the first network's order, {@code [m, k]}. */
	Tensor ownOrder(final Tensor weights) {
		final Tensor own = Tensor.zeros(weights.shape());
		for (int i = 0; i < weights.size(); i++)
			own.data()[i / classes.length * classes.length + classes[i % classes.length]] =
				weights.data()[i];
		return own;
	}

	/** @param said what the network says of the clean image */
	static Criterion own(final Criterion wanted, final int said, final int[] classes) {
		if (wanted instanceof Criterion.Misclassification) return new Criterion.Misclassification(said);
		if (!(wanted instanceof final Criterion.Targeted one)) throw new IllegalArgumentException(
			"Several networks are fooled together away from a class, or towards one, but the criterion is " +
				wanted + "; take one network.");
		final int target = classes[one.target()];
		return new Criterion.Targeted(target, said == target ? classes[one.original()] : said);
	}

	/** Where each class of a network is among those of another. */
	static int[] classes(final Network first, final Network other) {
		final List<String> wanted = first.descriptor().labels().names();
		final List<String> found = other.descriptor().labels().names();
		first.descriptor().requireClasses("An ensemble");
		other.descriptor().requireClasses("An ensemble");
		if (wanted.equals(found)) return IntStream.range(0, wanted.size()).toArray();
		final int[] classes = wanted.stream().mapToInt(found::indexOf).toArray();
		final int missing =
			IntStream.range(0, classes.length).filter(k -> classes[k] < 0).findFirst().orElse(-1);
		if (missing < 0 && found.size() == wanted.size() &&
			Arrays.stream(classes).distinct().count() == classes.length) return classes;
		throw new IllegalArgumentException(
			"The networks of an ensemble have the same labels, but " + first.descriptor().name() +
				" has " + wanted.size() + " and " + other.descriptor().name() + " has " + found.size() +
				(missing < 0 ? "" : ", of which none is '" + wanted.get(missing) + "'") +
				"; give networks of the same classes, or the same labels.txt where they are.");
	}
}
