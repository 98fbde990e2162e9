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

package org.gradiscope.engine.tf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import org.gradiscope.engine.Progress;

/**
 * Looks for the libraries on this machine: in the folder that {@code TENSORFLOW_LIBRARY_PATH} names,
 * and then nowhere else; in the folder of the setting; in those of the application; in their jar on
 * the class path; in the user's cache folder. The application's come before the class path, since
 * whoever laid them there has chosen them for it, and they need no unpacking.
 */
final class NativeSearch {

	/**
	 * A place on this machine that has the libraries.
	 *
	 * @param where the folder or the jar, for people
	 * @param prepare gives the folder that they can be loaded from, unpacking them if need be
	 */
	record Location(Path where, Function<Progress, Path> prepare) {}

	private final NativeSettings settings;
	private final List<Path> folders;
	private final NativePlatform platform;
	private final ClassPathLibraries classPath;
	/** The places without them, with the reason where there is one. */
	private final List<String> remarks = new ArrayList<>();

	/** @param folders those of the application */
	NativeSearch(final NativeSettings settings, final List<Path> folders,
		final NativePlatform platform, final ClassPathLibraries classPath) {
		this.settings = settings;
		this.folders = folders;
		this.platform = platform;
		this.classPath = classPath;
	}

	/** The first place that has them. */
	Optional<Location> find() {
		remarks.clear();
		if (settings.libraries().isPresent()) return named(settings.libraries().get());
		return first(settings.stated() ? List.of(settings.folder()) : List.of())
			.or(() -> first(folders)).or(() -> classPath.find(platform))
			.or(() -> first(settings.stated() ? List.of() : List.of(settings.folder())));
	}

	/** Where they were looked for, for a message. */
	String searched() {
		return String.join("; ", remarks);
	}

	private Optional<Location> named(final Path folder) {
		final Optional<String> fault = platform.fault(folder);
		fault.ifPresent(why -> remarks.add(folder + ", where " + why));
		return fault.isPresent() ? Optional.empty()
			: Optional.of(new Location(folder, progress -> folder));
	}

	private Optional<Location> first(final List<Path> all) {
		return all.stream().map(this::in).flatMap(Optional::stream).findFirst();
	}

	private Optional<Location> in(final Path folder) {
		final Path place = folder.resolve(platform.name());
		final Optional<String> fault = platform.fault(place);
		if (fault.isEmpty()) return Optional.of(new Location(place, progress -> place));
		final Path jar = folder.resolve(platform.jar());
		if (Files.isRegularFile(jar)) return Optional.of(
			new Location(jar, progress -> new NativeJar(jar, platform).unpack(home(folder), progress)));
		remarks.add(folder + reason(folder, place, fault.get()));
		return Optional.empty();
	}

	/** Where a jar is unpacked: beside it, unless the folder is not the user's to write. */
	private Path home(final Path folder) {
		return Files.isWritable(folder) ? folder : settings.folder();
	}

	private String reason(final Path folder, final Path place, final String fault) {
		if (Files.isDirectory(place)) return ", where " + platform + " has a fault: " + fault;
		final List<String> others = others(folder);
		return others.isEmpty() ? "" : ", where there is only " + String.join(", ", others);
	}

	/** What there is for other platforms, or of another version. */
	private List<String> others(final Path folder) {
		try (Stream<Path> all = Files.list(folder)) {
			return all.map(p -> p.getFileName().toString())
				.filter(n -> n.startsWith(NativePlatform.ARTIFACT) ||
					NativePlatform.all().stream().anyMatch(p -> p.name().equals(n)))
				.sorted().toList();
		}
		catch (final IOException e) {
			return List.of();
		}
	}
}
