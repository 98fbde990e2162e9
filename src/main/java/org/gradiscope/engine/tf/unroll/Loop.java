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

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.gradiscope.engine.tf.graph.Edge;

/** A loop of a graph, as TensorFlow 1 wrote them. */
final class Loop {

	private final String name;
	private final String condition;
	private final List<Variable> variables = new ArrayList<>();
	private final Set<String> members = new HashSet<>();
	private Loop outer;

	/**
	 * What is another in each pass.
	 *
	 * @param initial where it comes from
	 * @param merge the node that gives its value to the condition
	 * @param turn the node that gives it to the body, or to what follows the loop; null if neither needs it
	 * @param next what the body makes of it
	 */
	record Variable(Edge initial, String merge, String turn, Edge next) {}

	/**
	 * @param name that a person knows it by, for example {@code lstm/while}
	 * @param condition the node that says whether there is another pass
	 */
	Loop(final String name, final String condition) {
		this.name = name;
		this.condition = condition;
	}

	String name() {
		return name;
	}

	String condition() {
		return condition;
	}

	List<Variable> variables() {
		return variables;
	}

	/** The nodes that may compute something else in each pass, those of loops within included. */
	Set<String> members() {
		return members;
	}

	/** The loop that this one is in; null if it is in none. */
	Loop outer() {
		return outer;
	}

	void setOuter(final Loop loop) {
		outer = loop;
	}

	/** The scope that a person would look for the loop in: that of its layer. */
	String scope() {
		final int slash = name.lastIndexOf('/');
		return slash < 0 ? name : name.substring(0, slash);
	}

	/** What to call one pass of it, within the scope. */
	String pass(final int number) {
		final int slash = name.lastIndexOf('/');
		return (slash < 0 ? "" : name.substring(slash + 1) + ".") + number + ".";
	}

	/** What to call a node of it, within a pass. */
	String local(final String node) {
		final String within = node.startsWith(name + "/") ? node.substring(name.length() + 1)
			: node.startsWith(scope() + "/") ? node.substring(scope().length() + 1) : node;
		return within.replace('/', '.');
	}
}
