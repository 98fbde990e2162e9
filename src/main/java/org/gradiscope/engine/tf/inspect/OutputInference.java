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

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.freeze.FrozenModel;
import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;

/** What the network was made for. */
final class OutputInference {

	private static final String KEY = "output.tensor";

	private OutputInference() {}

	static Description complete(final FrozenModel frozen, final GraphTopology topology,
		final String input, final Description stated) {
		final Optional<String> named = stated.get(Fact.OUTPUT);
		if (named.isPresent()) return stated.with(Fact.OUTPUT,
			OperationLookup.named(frozen, topology,
				frozen.outputs().getOrDefault(named.get(), named.get()), KEY),
			GraphEndpoints.source(stated, Fact.OUTPUT));
		final boolean[] depends = topology.dependents(topology.number(input), node -> true);
		final List<String> signed = ofSignature(frozen, topology, depends);
		if (signed.size() == 1) return stated.with(Fact.OUTPUT,
			OperationLookup.first(signed.get(0), KEY), "inferred: the only output of the signature");
		return signed.isEmpty() ? terminal(topology, depends, stated)
			: choice(topology, numbers(topology, signed), stated, "output of the signature");
	}

	private static List<String> ofSignature(final FrozenModel frozen, final GraphTopology topology,
		final boolean[] depends) {
		return frozen.outputs().values().stream().distinct().sorted().filter(tensor -> {
			final int number = topology.number(Edge.operation(tensor));
			return number >= 0 && depends[number] && Attributes.isFloat(topology.node(number));
		}).toList();
	}

	private static List<Integer> numbers(final GraphTopology topology, final List<String> tensors) {
		return tensors.stream().filter(tensor -> Edge.port(tensor) == 0)
			.map(tensor -> topology.number(Edge.operation(tensor))).toList();
	}

	private static Description terminal(final GraphTopology topology, final boolean[] depends,
		final Description stated) {
		return choice(
			topology, terminal(topology).stream()
				.filter(i -> depends[i] && Attributes.isFloat(topology.node(i))).toList(),
			stated, "operation from which no other takes");
	}

	/** The numbers of the operations from which no other takes. */
	static List<Integer> terminal(final GraphTopology topology) {
		final boolean[] taken = new boolean[topology.size()];
		for (int i = 0; i < topology.size(); i++)
			for (final int input : topology.inputs(i))
				taken[input] = true;
		final List<Integer> terminal = new ArrayList<>();
		for (int i = 0; i < topology.size(); i++)
			if (!taken[i]) terminal.add(i);
		return terminal;
	}

	/** The only one; else the only softmax; else the deepest, for others are auxiliary heads. */
	private static Description choice(final GraphTopology topology, final List<Integer> ends,
		final Description stated, final String what) {
		if (ends.size() == 1) return with(topology, ends.get(0), stated, "inferred: the only " + what);
		final List<Integer> softmaxes =
			ends.stream().filter(end -> OutputActivation.isSoftmax(topology, end)).toList();
		if (softmaxes.size() == 1) return with(topology, softmaxes.get(0), stated,
			"inferred: the only softmax among " + ends.size() + " ends of the graph");
		if (softmaxes.isEmpty() && stated.has(Fact.LOGITS))
			return stated.with(Fact.OUTPUT, Edge.operation(stated.get(Fact.LOGITS).orElseThrow()),
				"assumed: the logits, for the graph has " + ends.size() + " ends and none is a softmax");
		if (softmaxes.isEmpty()) throw new EngineException("The graph has " + ends.size() +
			" ends that depend on the input, which one is the output is not clear: " +
			OperationLookup.list(ends.stream().map(end -> topology.node(end).getName()).toList()) +
			"; name one in gradiscope.yaml (" + KEY + ").");
		final int[] depths = depths(topology);
		return with(topology,
			softmaxes.stream().max(Comparator.comparingInt(end -> depths[end])).orElseThrow(), stated,
			"assumed: the deepest of " + softmaxes.size() + " softmaxes");
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
