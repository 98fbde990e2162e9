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

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.freeze.FrozenModel;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.GraphTopology;

/** The operations of a graph that a name may stand for. */
final class OperationLookup {

	/** Longer lists help nobody. */
	private static final int SHOWN = 10;

	private OperationLookup() {}

	/**
	 * The operation that a descriptor names: an operation, with {@code :0} or without, or an input or
	 * output of the signature.
	 *
	 * @param key where it is named in gradiscope.yaml
	 * @throws EngineException if there is no such operation
	 */
	static String named(final FrozenModel frozen, final GraphTopology topology, final String name,
		final String key) {
		final String output = frozen.outputs().get(name);
		// A later output that has an operation of its own.
		if (output != null && Edge.port(name) != 0 && topology.number(Edge.operation(output)) >= 0)
			return first(output, key);
		for (final Optional<String> tensor : List.of(Optional.of(name),
			Optional.ofNullable(frozen.outputs().get(name)),
			Optional.ofNullable(frozen.inputs().get(name))))
			if (tensor.isPresent() && topology.number(Edge.operation(tensor.get())) >= 0)
				return first(tensor.get(), key);
		throw new EngineException(
			"The graph has no operation '" + name + "', which its descriptor " + "names; correct " + key +
				" in gradiscope.yaml: its ends are " + list(ends(frozen, topology)) + ".");
	}

	/**
	 * The operation of a tensor.
	 *
	 * @throws EngineException if it is not the operation's first output
	 */
	static String first(final String tensor, final String key) {
		if (Edge.port(tensor) != 0)
			throw new EngineException("Only an operation's first output can be " + "taken, but " +
				tensor + " is another; name an operation that hands it on in gradiscope.yaml (" + key +
				"), or export the network with a signature that names it.");
		return Edge.operation(tensor);
	}

	private static List<String> ends(final FrozenModel frozen, final GraphTopology topology) {
		final List<String> ends = OutputEnds.terminal(topology).stream()
			.map(i -> topology.node(i).getName()).collect(Collectors.toList());
		for (int i = 0; i < topology.size(); i++)
			if (Placeholders.is(topology.node(i))) ends.add(0, topology.node(i).getName());
		ends.addAll(frozen.inputs().keySet());
		ends.addAll(frozen.outputs().keySet());
		return ends;
	}

	/** For a message. */
	static String list(final List<String> names) {
		if (names.isEmpty()) return "none";
		final String shown = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
		return names.size() > SHOWN ? shown + " and " + (names.size() - SHOWN) + " more" : shown;
	}
}
