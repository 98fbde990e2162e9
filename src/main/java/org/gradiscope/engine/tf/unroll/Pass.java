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

package org.gradiscope.engine.tf.unroll;

import java.util.HashMap;
import java.util.Map;

import org.gradiscope.engine.tf.graph.Edge;

/** What is known while one pass of a loop is written: its own values, and those around it. */
final class Pass {

	private final Pass outer;
	private final Loop loop;
	private final String prefix;
	private final Map<Edge, Value> values = new HashMap<>();
	/** What nodes are called in the graph that is written. */
	private final Map<String, String> names = new HashMap<>();

	/** All that is in no loop, which keeps its names. */
	Pass() {
		this(null, null, null);
	}

	private Pass(final Pass outer, final Loop loop, final String prefix) {
		this.outer = outer;
		this.loop = loop;
		this.prefix = prefix;
	}

	/** A pass of a loop that is in this one. */
	Pass inner(final Loop of, final int number) {
		return new Pass(this, of, (prefix == null ? of.scope() + "/" : prefix) + of.pass(number));
	}

	boolean isOutermost() {
		return outer == null;
	}

	/** What to call a node's copy; nodes of a pass stand in the scope of the loop's layer. */
	String name(final String node) {
		return isOutermost() ? node : prefix + loop.local(node);
	}

	/** @throws org.gradiscope.engine.EngineException if there is no such value */
	Value get(final Edge edge) {
		for (Pass pass = this; pass != null; pass = pass.outer) {
			final Value value = pass.values.get(edge);
			if (value != null) return value;
			final String name = pass.names.get(edge.node());
			if (name != null)
				return name.isEmpty() ? Value.DEAD : new Value.Tensor(new Edge(name, edge.index()));
		}
		throw LoopNest.damaged(edge.node());
	}

	void put(final Edge edge, final Value value) {
		values.put(edge, value);
	}

	/** The outputs of a node are not computed, for another branch is gone. */
	void kill(final String node) {
		names.put(node, "");
	}

	/** All outputs of a node are those of a node that is written. */
	void put(final String node, final String written) {
		names.put(node, written);
	}
}
