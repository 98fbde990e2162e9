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

package org.gradiscope.engine.tf.freeze;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.tensorflow.proto.NodeDef;

/** Names for nodes that come into a graph, each given once. */
final class UniqueNames {

	/** What TensorFlow calls a call that nobody named. */
	private static final Pattern CALL = Pattern.compile("(Stateful)?PartitionedCall(_\\d+)?$");

	private static final Pattern INVALID = Pattern.compile("[^A-Za-z0-9_.\\-/]");
	private static final Pattern FIRST = Pattern.compile("[A-Za-z0-9.]");

	private final Set<String> taken = new HashSet<>();
	private final Map<String, Integer> next = new HashMap<>();

	private long made;

	UniqueNames(final Collection<NodeDef> nodes) {
		for (final NodeDef node : nodes)
			taken.add(node.getName());
	}

	/** What goes before the names of a function's nodes: the call's own name, if a person gave it. */
	static String scope(final String call) {
		final String scope = CALL.matcher(call).replaceFirst("");
		return scope.isEmpty() || scope.endsWith("/") ? scope : scope + "/";
	}

	/** What a node may be called after a person's name for a tensor. */
	static String valid(final String name) {
		final String valid = INVALID.matcher(name).replaceAll("_");
		return FIRST.matcher(valid).lookingAt() ? valid : "output" + valid;
	}

	/** @throws org.gradiscope.engine.EngineException if what is made is too much */
	void count(final long bytes) {
		made += bytes;
		GraphLimits.checkInlined(made);
	}

	/** The name itself, or with the next free number. */
	String unique(final String name) {
		String unique = name;
		while (!taken.add(unique))
			unique = name + "_" + next.merge(name, 1, Integer::sum);
		return unique;
	}
}
