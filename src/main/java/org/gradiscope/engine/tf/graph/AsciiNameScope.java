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

package org.gradiscope.engine.tf.graph;

import java.util.HashMap;
import java.util.Map;

import org.tensorflow.DeviceSpec;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Graph;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.op.OpScope;
import org.tensorflow.op.Scope;

/**
 * Names operations as TensorFlow Java does, {@code scope/Const}, {@code scope/Const_1}, ..., but with
 * the digits 0 to 9. All else about a scope is TensorFlow's.
 */
final class AsciiNameScope implements Scope {

	private final Graph graph;
	private final Scope rest;
	/** With the slash behind it; empty at the top. */
	private final String prefix;
	/** Of the next operation; null for its type. */
	private final String name;
	/** The next number of each name, shared by all scopes of a graph. */
	private final Map<String, Integer> numbers;

	AsciiNameScope(final Graph graph) {
		this(graph, new OpScope(graph), "", null, new HashMap<>());
	}

	private AsciiNameScope(final Graph graph, final Scope rest, final String prefix,
		final String name, final Map<String, Integer> numbers) {
		this.graph = graph;
		this.rest = rest;
		this.prefix = prefix;
		this.name = name;
		this.numbers = numbers;
	}

	@Override
	public ExecutionEnvironment env() {
		return rest.env();
	}

	@Override
	public Scope withSubScope(final String scope) {
		return new AsciiNameScope(graph, rest, prefix + checked(name == null ? scope : name) + "/",
			null, numbers);
	}

	@Override
	public Scope withName(final String of) {
		return new AsciiNameScope(graph, rest, prefix, checked(of), numbers);
	}

	@Override
	public Scope withNameAsSubScope(final String otherwise) {
		return withSubScope(otherwise);
	}

	private static String checked(final String name) {
		if (Scope.isValidOpName(name)) return name;
		throw new IllegalArgumentException("'" + name +
			"' is not a name of an operation, which consists of letters, digits, '.', '_' and " +
			"'-', with a letter, a digit or '.' first.");
	}

	@Override
	public Scope withDevice(final DeviceSpec device) {
		return with(rest.withDevice(device));
	}

	@Override
	public Scope withInitScope() {
		return with(rest.withInitScope());
	}

	@Override
	public Scope withControlDependencyOps(final Iterable<Operation> controls) {
		return with(rest.withControlDependencyOps(controls));
	}

	private Scope with(final Scope changed) {
		return new AsciiNameScope(graph, changed, prefix, name, numbers);
	}

	@Override
	public String makeOpName(final String type) {
		return makeUnique(prefix + checked(name == null ? type : name));
	}

	@Override
	public String makeUnique(final String id) {
		int number = numbers.getOrDefault(id, 0);
		while (graph.operation(numbered(id, number)) != null)
			number++;
		numbers.put(id, number + 1);
		return numbered(id, number);
	}

	private static String numbered(final String id, final int number) {
		return number == 0 ? id : id + "_" + number;
	}

	@Override
	public void refreshNames() {
		// The graph is asked each time.
	}

	@Override
	public OperationBuilder apply(final OperationBuilder operation) {
		return rest.apply(operation);
	}

	@Override
	public String getDeviceString() {
		return rest.getDeviceString();
	}

	@Override
	public boolean isInit() {
		return rest.isInit();
	}
}
