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

package org.gradiscope.engine.tf.inspect;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.gradiscope.engine.tf.freeze.FrozenModel;
import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.engine.tf.graph.LoopResults;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.Probabilities;

/** The class scores before they became probabilities. */
final class LogitsInference {

	private static final String KEY = "output.logits";

	private static final Set<Op> PASSING = EnumSet.of(Op.Identity, Op.Reshape, Op.Squeeze);

	private LogitsInference() {}

	/** @param forms at the network's own size */
	static Description complete(final FrozenModel frozen, final GraphTopology topology,
		final SymbolicShapes forms, final Description stated) {
		final Optional<String> named = stated.get(Fact.LOGITS);
		if (named.isPresent()) return stated
			.with(Fact.LOGITS, OperationLookup.named(frozen, topology, named.get(), KEY),
				GraphEndpoints.source(stated, Fact.LOGITS))
			.or(probabilities(
				OutputActivation.before(topology, topology.number(stated.get(Fact.OUTPUT).orElseThrow()))));
		final String output = stated.get(Fact.OUTPUT).orElseThrow();
		final Optional<OutputActivation.Squash> squash =
			OutputActivation.before(topology, topology.number(output));
		if (squash.isEmpty()) return stated
			.with(Fact.LOGITS, output, "assumed: the output is taken as the scores, no softmax was found")
			.or(probabilities(squash));
		if (isPictureOfLogarithms(topology, forms, output)) return stated
			.with(Fact.LOGITS, output, "inferred: the output, logarithms of probabilities at each pixel")
			.or(probabilities(squash));
		return stated
			.with(Fact.LOGITS, topology.node(plain(topology, forms, squash.get().scores())).getName(),
				"inferred: the " + squash.get().name() + "'s input")
			.or(probabilities(squash));
	}

	private static Description probabilities(final Optional<OutputActivation.Squash> squash) {
		return squash
			.map(found -> Description.NONE.with(Fact.PROBABILITIES,
				Probabilities.valueOf(found.name().toUpperCase(Locale.ROOT)), "inferred: the graph's end"))
			.orElse(Description.NONE);
	}

	/** Back over what leaves a row of scores for each image as it is. */
	private static int plain(final GraphTopology topology, final SymbolicShapes forms,
		final int scores) {
		int plain = scores;
		while (PASSING.contains(topology.op(plain)) && !LoopResults.is(topology.node(plain)) &&
			OutputActivation.takesFirst(topology, plain) &&
			forms.get(topology.inputs(plain)[0]).equals(forms.get(scores)) && isRow(forms.get(scores)))
			plain = topology.inputs(plain)[0];
		return plain;
	}

	/** A picture is explained as the network gives it, so long as its scores do not saturate. */
	private static boolean isPictureOfLogarithms(final GraphTopology topology,
		final SymbolicShapes forms, final String output) {
		final int number = topology.number(output);
		final SymbolicShape form = forms.get(number);
		return OutputActivation.isLogSoftmax(topology, number) && !form.isNone() && form.rank() >= 4;
	}

	private static boolean isRow(final SymbolicShape form) {
		return form.isBatch() && form.rank() == 2;
	}
}
