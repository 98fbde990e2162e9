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

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.freeze.FrozenModel;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;

/** What the network was made for. */
final class OutputInference {

	private static final String KEY = "output.tensor";

	private OutputInference() {}

	/** @param forms at the network's own size */
	static Description complete(final FrozenModel frozen, final GraphTopology topology,
		final SymbolicShapes forms, final String input, final Description stated) {
		final Description known = outermost(frozen, topology, forms, input, stated);
		final String output = known.get(Fact.OUTPUT).orElseThrow();
		final Optional<Decision> decision = Decision.before(topology, topology.number(output));
		if (decision.isEmpty()) return known;
		final String scores = topology.node(decision.get().scores()).getName();
		return known
			.with(Fact.OUTPUT, scores, "inferred: what '" + decision.get().name() + "' chooses by")
			.remark("The output '" + output + "' says " + decision.get().says() +
				", which no gradient passes; what it chooses by is taken, '" + scores + "'.");
	}

	/** As the graph gives it, whatever that is. */
	private static Description outermost(final FrozenModel frozen, final GraphTopology topology,
		final SymbolicShapes forms, final String input, final Description stated) {
		final Optional<String> named = stated.get(Fact.OUTPUT);
		if (named.isPresent()) return stated.with(Fact.OUTPUT,
			OperationLookup.named(frozen, topology,
				frozen.outputs().getOrDefault(named.get(), named.get()), KEY),
			GraphEndpoints.source(stated, Fact.OUTPUT));
		final boolean[] depends = topology.dependents(topology.number(input), node -> true);
		final List<OutputEnds.End> ends = OutputEnds.of(frozen, topology, depends);
		if (ends.isEmpty()) throw new EngineException("No output of the graph depends on the input '" +
			input + "'; name both in gradiscope.yaml (input.tensor, " + KEY + ").");
		return choice(topology, forms, ends, stated, frozen.outputs().isEmpty()
			? "operation from which no other takes" : "output of the signature");
	}

	/** The only one; else the only softmax; else the deepest, for others are auxiliary heads; else the first that fits. */
	private static Description choice(final GraphTopology topology, final SymbolicShapes forms,
		final List<OutputEnds.End> all, final Description stated, final String what) {
		final List<Integer> ends = all.stream().map(OutputEnds.End::number).toList();
		if (ends.size() == 1) return with(topology, ends.get(0), stated, "inferred: the only " + what);
		final List<Integer> softmaxes =
			ends.stream().filter(end -> OutputActivation.isSoftmax(topology, end)).toList();
		if (softmaxes.size() == 1) return with(topology, softmaxes.get(0), stated,
			"inferred: the only softmax among " + ends.size() + " ends of the graph");
		if (softmaxes.isEmpty() && stated.has(Fact.LOGITS))
			return stated.with(Fact.OUTPUT, Edge.operation(stated.get(Fact.LOGITS).orElseThrow()),
				"assumed: the logits, for the graph has " + ends.size() + " ends and none is a softmax");
		if (softmaxes.isEmpty()) return first(topology, forms, all, stated);
		final int[] depths = depths(topology);
		return with(topology,
			softmaxes.stream().max(Comparator.comparingInt(end -> depths[end])).orElseThrow(), stated,
			"assumed: the deepest of " + softmaxes.size() + " softmaxes");
	}

	/** Scores fit every command; a single one does where there are no others. */
	private static Description first(final GraphTopology topology, final SymbolicShapes forms,
		final List<OutputEnds.End> ends, final Description stated) {
		final Optional<OutputEnds.End> scores =
			ends.stream().filter(end -> end.row(forms).filter(count -> count != 1).isPresent())
				.findFirst().or(() -> ends.stream().filter(end -> end.row(forms).isPresent()).findFirst());
		return with(topology, scores.orElse(ends.get(0)).number(), stated, "assumed: the first of " +
			ends.size() + " ends of the graph" + (scores.isPresent() ? " that gives scores" : ""));
	}

	private static Description with(final GraphTopology topology, final int end,
		final Description stated, final String source) {
		return stated.with(Fact.OUTPUT, topology.node(end).getName(), source);
	}

	private static int[] depths(final GraphTopology topology) {
		final int[] depths = new int[topology.size()];
		for (int i = 0; i < topology.size(); i++)
			for (final int input : topology.inputs(i))
				depths[i] = Math.max(depths[i], depths[input] + 1);
		return depths;
	}
}
