import { resolve } from 'node:path'
import { encodePem } from '@chancery/codec'
import type { RegistryOptions } from '@chancery/registry'
import { readCertificates } from '../certificate-files.ts'
import { type Context, listVariable } from '../context.ts'
import type { RegistryAccess } from './image-options.ts'

/** How registries are reached, by options, environment and configuration, in that order. @throws EngineError TRUST_INVALID */
export async function registryOptions(context: Context, access: RegistryAccess): Promise<RegistryOptions> {
  const { mirrors, mirrorTags, insecure, ca } = context.config.registry
  const given = access.registryCa?.length ? access.registryCa : listVariable(context.env, 'CHANCERY_REGISTRY_CA')
  const paths = given?.map((path) => resolve(context.cwd, path)) ?? ca
  const certificates = await Promise.all(paths.map(readCertificates))
  return {
    insecure: access.allowHttpRegistry ? true : insecure,
    ca: certificates.flat().map((der) => encodePem('CERTIFICATE', der)),
    mirrors,
    mirrorTags,
  }
}
