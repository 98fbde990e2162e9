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
package org.gradiscope.command;

import java.util.ArrayList;
import java.util.List;

import org.gradiscope.attack.method.AttackMethod;
import org.gradiscope.attack.method.AttackMethods;
import org.gradiscope.attribution.AttributionEntry;
import org.gradiscope.attribution.AttributionMethods;
import org.gradiscope.attribution.objects.ObjectMethods;
import org.gradiscope.registry.MethodEntry;
import org.gradiscope.registry.Registry;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;

/** What follows for keys from the methods that a command offers. */
final class MethodHints {

	private MethodHints() {}

	/** The methods of one of the lists that {@link Hints} names. */
	private static List<? extends MethodEntry> listed(final String list) {
		return switch (list) {
			case Hints.SALIENCY -> AttributionMethods.REGISTRY.entries();
			case Hints.USUAL_MAPS ->
				AttributionMethods.REGISTRY.entries().stream().map(AttributionEntry::withoutKeys).toList();
			case Hints.OBJECTS -> ObjectMethods.REGISTRY.entries();
			case Hints.ATTACKS -> AttackMethods.REGISTRY.entries();
			case Hints.BASES -> List.of(AttackMethod.bases());
			default -> throw new IllegalArgumentException("There is no list of methods " + list + ".");
		};
	}

	/** The methods that a key chooses one of; empty of other keys. */
	static List<? extends MethodEntry> methods(final ModuleItem<?> key) {
		final String list = key.get(Hints.METHOD);
		return list == null ? List.of() : listed(list);
	}

	/**
	 * With which methods a command reads a key, as {@link Hints#WHEN} says it: of each key that chooses
	 * methods, an alternative.
	 *
	 * @return none where no method reads it
	 */
	static List<String> when(final ModuleInfo command, final ModuleItem<?> key) {
		final List<String> alternatives = new ArrayList<>();
		for (final ModuleItem<?> chooser : Keys.of(command)) {
			final String one = chooser.get(Hints.METHOD);
			final String several = chooser.get(Hints.METHODS);
			if (one == null && several == null) continue;
			final List<? extends MethodEntry> methods = listed(one == null ? several : one);
			final List<String> readers = Registry.names(methods.stream()
				.filter(method -> reads(method, key.getName(), Hints.BASES.equals(one))).toList());
			if (readers.isEmpty()) continue;
			final List<String> others = Registry
				.names(methods.stream().filter(method -> !readers.contains(method.name())).toList());
			// Where most do, those that do not are fewer words.
			if (one != null && !others.isEmpty() && 2 * others.size() < readers.size())
				alternatives.add(chooser.getName() + "!=" + String.join("|", others));
			else alternatives.add(chooser.getName() + "=" +
				(one == null ? AttributionCommand.ALL + "|" + AttributionCommand.EVERY + "|" : "") +
				String.join("|", readers));
		}
		return alternatives;
	}

	/** @param within another method, for which the command reads its own keys */
	private static boolean reads(final MethodEntry method, final String key, final boolean within) {
		return method.keys().contains(key) || !within && method.commandKeys().contains(key);
	}
}
